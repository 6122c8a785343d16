package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.config.ChainFamily;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chain that somebody wants to be there. It names no secret: what its nodes need is in the configuration.
 *
 * @param id as of EIP-155
 * @param genesis hash of block 0, in lower case
 * @param nodes the preferred first
 * @param contracts where contracts of the configuration are on it: 0x-addresses by name, in one order always
 */
public record ChainWish(ChainFamily family, long id, String genesis, List<NodeWish> nodes, TermsWish terms,
        Map<String, String> contracts) {
    public ChainWish {
        genesis = genesis.toLowerCase(Locale.ROOT);
        nodes = List.copyOf(nodes);
        contracts = Collections.unmodifiableMap(new TreeMap<>(contracts));
    }

    /**
     * The same with addresses in one form.
     *
     * @throws IllegalArgumentException if one is none
     */
    public ChainWish normal() {
        Map<String, String> addresses = new TreeMap<>(contracts);
        addresses.replaceAll((contract, address) -> Address.parse(address).checksummed());
        return new ChainWish(family, id, genesis, nodes, terms, addresses);
    }

    /** Whether this only adds contracts to another. */
    public boolean extendsWish(ChainWish other) {
        return new ChainWish(family, id, genesis, nodes, terms, other.contracts).equals(other)
                && contracts.entrySet().containsAll(other.contracts.entrySet());
    }
}
