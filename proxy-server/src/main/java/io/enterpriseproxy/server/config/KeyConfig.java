package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** A signing key: in a keystore file, or in one of the key stores. */
public record KeyConfig(
        @JsonPropertyDescription("web3 keystore file, version 3") @Nullable Path keystore,
        @JsonPropertyDescription("what the file is encrypted with, by reference") @Nullable Secret passphrase,
        @JsonPropertyDescription("instead of a file, one of the key stores") @Nullable String store,
        @JsonPropertyDescription("name of the key in the store") @Nullable String key,
        @JsonPropertyDescription("address that the key must have; with it the server starts though the store is down") @Nullable Address address,
        @JsonPropertyDescription("while the key is changed, the one before: it signs what its lanes still have to do, and nothing new") @Nullable PreviousKeyConfig previous) {

    public KeyConfig {
        requireOnePlace(keystore, passphrase, store, key);
    }

    static void requireOnePlace(@Nullable Path keystore, @Nullable Secret passphrase, @Nullable String store,
            @Nullable String key) {
        boolean file = keystore != null && passphrase != null && store == null && key == null;
        boolean stored = keystore == null && passphrase == null && store != null && key != null;
        if (!file && !stored) {
            throw new IllegalArgumentException("expected either keystore: and passphrase:, or store: and key:");
        }
    }

    /** Where it is. */
    public String place() {
        return keystore != null ? keystore.toString() : store + " " + key;
    }
}
