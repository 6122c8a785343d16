package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** The key that an alias had before. */
public record PreviousKeyConfig(
        @JsonPropertyDescription("web3 keystore file, version 3") @Nullable Path keystore,
        @JsonPropertyDescription("what the file is encrypted with, by reference") @Nullable Secret passphrase,
        @JsonPropertyDescription("instead of a file, one of the key stores") @Nullable String store,
        @JsonPropertyDescription("name of the key in the store") @Nullable String key,
        @JsonPropertyDescription("address that the key must have; with it the server starts though the store is down") @Nullable Address address) {

    public PreviousKeyConfig {
        KeyConfig.requireOnePlace(keystore, passphrase, store, key);
    }

    /** As a key of its own. */
    public KeyConfig asKey() {
        return new KeyConfig(keystore, passphrase, store, key, address, null);
    }
}
