package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;

import java.util.HashSet;
import java.util.List;

/** An account of Kaia whose address is not that of one key. */
public record AccountConfig(
        @JsonPropertyDescription("its address, which stays while its keys change") Address address,
        @JsonPropertyDescription("aliases of keys that sign for it, in the order in which they are asked; those count that the chain names, and as many sign as it asks for") List<String> keys) {

    public AccountConfig {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || new HashSet<>(keys).size() != keys.size()) {
            throw new IllegalArgumentException("found the keys " + keys + "; expected one at least, and none twice");
        }
    }
}
