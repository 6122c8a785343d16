package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;

import java.util.Map;

/**
 * A contract of the configuration.
 *
 * @param addresses by chain
 */
public record ContractDefinition(String name, ContractAbi abi, Map<String, Address> addresses) {
    public ContractDefinition {
        addresses = Map.copyOf(addresses);
    }
}
