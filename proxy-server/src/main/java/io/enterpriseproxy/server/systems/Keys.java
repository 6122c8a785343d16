package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Place;
import io.enterpriseproxy.server.catalog.Holders;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.config.AccountConfig;
import io.enterpriseproxy.server.config.KeyConfig;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.server.config.PreviousKeyConfig;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.OpenKeyStore;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The keys of the configuration, and the stores that they are in. */
final class Keys implements AutoCloseable {
    private final Map<String, OpenKeyStore> stores;
    private final Map<String, Signer> signers;
    private final Map<String, Signer> previous;
    private final Map<String, AccountConfig> accounts;

    private Keys(Map<String, OpenKeyStore> stores, Map<String, Signer> signers, Map<String, Signer> previous,
            Map<String, AccountConfig> accounts) {
        this.stores = stores;
        this.signers = signers;
        this.previous = previous;
        this.accounts = accounts;
    }

    private sealed interface Opened {
        record Key(String alias, Signer signer) implements Opened {}

        record Refused(Fault fault) implements Opened {}
    }

    /**
     * Opens them side by side: decrypting a file takes about a second by design. What cannot be opened is left out and added
     * to the faults.
     */
    static Keys open(LoadedConfig config, Faults faults) {
        Map<String, OpenKeyStore> stores = stores(config, faults);
        Map<String, KeyConfig> current = config.settings().keys();
        Map<String, KeyConfig> before = new HashMap<>();
        current.forEach((alias, key) -> {
            PreviousKeyConfig previous = key.previous();
            if (previous != null) {
                before.put(alias, previous.asKey());
            }
        });
        return new Keys(stores, signers(current, stores, config, faults), signers(before, stores, config, faults),
                config.settings().accounts());
    }

    private static Map<String, Signer> signers(Map<String, KeyConfig> keys, Map<String, OpenKeyStore> stores,
            LoadedConfig config, Faults faults) {
        List<Opened> all = keys.entrySet().parallelStream()
                .flatMap(entry -> open(entry.getKey(), entry.getValue(), stores, config).stream()).toList();
        Map<String, Signer> signers = new HashMap<>();
        for (Opened opened : all) {
            switch (opened) {
                case Opened.Key key -> signers.put(key.alias(), key.signer());
                case Opened.Refused refused -> faults.add(refused.fault());
            }
        }
        return signers;
    }

    private static Map<String, OpenKeyStore> stores(LoadedConfig config, Faults faults) {
        Map<String, OpenKeyStore> stores = new HashMap<>();
        config.settings().keyStores().forEach((name, store) -> {
            try {
                stores.put(name, KeyStoreOpener.open(name, store));
            } catch (KeyStoreException e) {
                faults.add(config.placeOf("key-stores", name), e.sentence());
            }
        });
        return stores;
    }

    /** Empty if its store could not be opened. */
    private static Optional<Opened> open(String alias, KeyConfig key, Map<String, OpenKeyStore> stores,
            LoadedConfig config) {
        Place place = config.placeOf("keys", alias);
        try {
            if (key.keystore() != null) {
                return Optional.of(new Opened.Key(alias, open(key.keystore(), Objects.requireNonNull(key.passphrase()),
                        key.address())));
            }
            return Optional.ofNullable(stores.get(Objects.requireNonNull(key.store())))
                    .map(store -> new Opened.Key(alias,
                            store.signer(Objects.requireNonNull(key.key()), key.address())));
        } catch (KeyStoreException e) {
            return Optional.of(new Opened.Refused(
                    new Fault(place.file(), place.line(), place.path(), String.valueOf(e.getMessage()))));
        }
    }

    /** The passphrase is not kept: after the key was locked, it is read again. */
    private static Signer open(Path keystore, Secret passphrase, @Nullable Address expected) {
        Signer signer = KeystoreSigner.open(keystore, () -> taken(passphrase));
        if (expected != null && !signer.address().equals(expected)) {
            signer.close();
            throw new KeyStoreException(
                    "keystore " + keystore + ": its key is that of " + signer.address() + ", expected is that of "
                            + expected + "; correct the file or the address",
                    null);
        }
        return signer;
    }

    private static char[] taken(Secret passphrase) {
        try {
            return passphrase.take();
        } catch (IllegalArgumentException gone) {
            throw new KeyStoreException("its passphrase: " + gone.getMessage() + "; put it back", gone);
        }
    }

    KeyRing ring() {
        Map<String, SigningAccount> found = new HashMap<>();
        accounts.forEach((alias, account) -> found.put(alias,
                SigningAccount.of(account.address(), keysOf(account), holdersOf(account))));
        return new KeyRing(signers, previous, found);
    }

    private static Holders holdersOf(AccountConfig account) {
        return new Holders(
                account.holders().stream().map(each -> new Holders.Holder(each.holder(), each.key())).toList(),
                account.signaturesWithin());
    }

    /** Without those that could not be opened. */
    private Map<String, Signer> keysOf(AccountConfig account) {
        Map<String, Signer> keys = new LinkedHashMap<>();
        account.keys().forEach(alias -> {
            Signer signer = signers.get(alias);
            if (signer != null) {
                keys.put(alias, signer);
            }
        });
        return keys;
    }

    /** The keys that fields are encrypted under, which the caller wipes; see {@link CloakKeyOpener}. */
    Map<String, byte[]> cloakKeys(LoadedConfig config, Faults faults) {
        return CloakKeyOpener.open(config, stores, faults);
    }

    /** Forgets the keys, and leaves the stores. */
    @Override
    public void close() {
        signers.values().forEach(Signer::close);
        previous.values().forEach(Signer::close);
        stores.values().forEach(OpenKeyStore::close);
    }
}
