package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.chain.Address;

import java.nio.file.Path;
import java.util.Map;

/** A contract that mappings may call. */
public record ContractConfig(
        @JsonPropertyDescription("file with the ABI: a JSON array, or an artifact with the key abi") Path abi,
        @JsonPropertyDescription("where it is deployed, by chain") Map<String, Address> addresses) {}
