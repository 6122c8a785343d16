package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** An account of Kaia whose address is not that of one key. */
public record AccountConfig(
        @JsonPropertyDescription("its address, which stays while its keys change") Address address,
        @JsonPropertyDescription("aliases of keys that sign for it, in the order in which they are asked; those count that the chain names, and as many sign as it asks for") List<String> keys,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("people who sign for it with keys that are in none of the proxy's stores; they are asked for each transaction that the keys here are too few for") List<HolderConfig> holders,
        @JsonProperty(defaultValue = "24h") @JsonPropertyDescription("how long holders have to sign a transaction; then its call is rejected") Duration signaturesWithin) {

    public AccountConfig {
        keys = List.copyOf(keys);
        holders = List.copyOf(holders);
        if (keys.isEmpty() || new HashSet<>(keys).size() != keys.size()) {
            throw new IllegalArgumentException("found the keys " + keys + "; expected one at least, and none twice");
        }
        if (holders.stream().map(HolderConfig::key).distinct().count() != holders.size()) {
            throw new IllegalArgumentException("found holders with the same key; expected each key once");
        }
        Checks.positive("signatures-within", signaturesWithin);
    }
}
