package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Place;
import io.enterpriseproxy.server.config.KeyConfig;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.signer.keystore.KeystoreException;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens the keys of the configuration, side by side: decrypting one takes about a second by design. */
final class KeyOpener {
    private sealed interface Opened {
        record Key(String alias, Signer signer) implements Opened {}

        record Refused(Fault fault) implements Opened {}
    }

    private KeyOpener() {}

    /** The signers by alias; what cannot be opened is left out and added to the faults. */
    static Map<String, Signer> open(LoadedConfig config, Faults faults) {
        List<Opened> all = config.settings().keys().entrySet().parallelStream()
                .map(entry -> open(entry.getKey(), entry.getValue(), config.placeOf("keys", entry.getKey()))).toList();
        Map<String, Signer> signers = new HashMap<>();
        for (Opened opened : all) {
            switch (opened) {
                case Opened.Key key -> signers.put(key.alias(), key.signer());
                case Opened.Refused refused -> faults.add(refused.fault());
            }
        }
        return signers;
    }

    private static Opened open(String alias, KeyConfig config, Place place) {
        char[] passphrase = config.passphrase().reveal().toCharArray();
        try {
            return new Opened.Key(alias, KeystoreSigner.open(config.keystore(), passphrase));
        } catch (KeystoreException e) {
            return new Opened.Refused(
                    new Fault(place.file(), place.line(), place.path(), String.valueOf(e.getMessage())));
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }
}
