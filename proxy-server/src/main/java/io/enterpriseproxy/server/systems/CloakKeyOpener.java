package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.privacy.AesGcm;
import io.enterpriseproxy.server.config.CloakKeyConfig;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.OpenKeyStore;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Gets the keys that fields are encrypted under: from their secrets, or unwrapped by their stores. */
final class CloakKeyOpener {
    private CloakKeyOpener() {}

    /** What cannot be had is left out and added to the faults. */
    static Map<String, byte[]> open(LoadedConfig config, Map<String, OpenKeyStore> stores, Faults faults) {
        Map<String, byte[]> keys = new HashMap<>();
        config.settings().cloakKeys().forEach((name, key) -> {
            try {
                open(key, stores).ifPresent(bytes -> keys.put(name, bytes));
            } catch (KeyStoreException e) {
                faults.add(config.placeOf("cloak-keys", name), e.sentence());
            }
        });
        return keys;
    }

    /** Empty if its store could not be opened. */
    private static Optional<byte[]> open(CloakKeyConfig key, Map<String, OpenKeyStore> stores) {
        Secret secret = key.secret();
        if (secret == null) {
            return Optional.ofNullable(stores.get(Objects.requireNonNull(key.store())))
                    .map(store -> unwrap(store, Objects.requireNonNull(key.key()), key.wrappedBytes()));
        }
        Optional<byte[]> bytes = key.secretBytes();
        Arrays.fill(secret.take(), '\0');
        return bytes;
    }

    private static byte[] unwrap(OpenKeyStore store, String key, byte[] wrapped) {
        byte[] bytes = store.unwrap(key, wrapped);
        if (bytes.length != AesGcm.KEY_BYTES) {
            Arrays.fill(bytes, (byte) 0);
            throw new KeyStoreException("found " + bytes.length + " bytes wrapped with the key " + key + "; expected "
                    + AesGcm.KEY_BYTES + ", as ./ep keys wrap makes them", null);
        }
        return bytes;
    }
}
