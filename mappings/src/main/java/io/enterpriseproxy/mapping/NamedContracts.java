package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Place;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the chain and the contract that a part of a mapping names, and the contract's address there. */
final class NamedContracts {
    private final MappingEnvironment environment;
    private final Faults faults;

    NamedContracts(MappingEnvironment environment, Faults faults) {
        this.environment = environment;
        this.faults = faults;
    }

    /** Of the key {@code chain}; empty if there is no such chain. */
    Optional<String> chain(Section section) {
        return section.requireText("chain")
                .filter(name -> isChain(name, section.find("chain").orElseThrow().place()));
    }

    /** Of the key {@code contract}. */
    Optional<ContractDefinition> contract(Section section) {
        return section.requireText("contract").flatMap(name -> {
            known("contract", name, environment.contracts().keySet(), section.find("contract").orElseThrow().place());
            return Optional.ofNullable(environment.contracts().get(name));
        });
    }

    /** Where the contract is on each of the chains; empty if it is missing on one, which adds a fault. */
    Optional<Map<String, Address>> addresses(Section section, ContractDefinition contract, List<String> chains) {
        Map<String, Address> addresses = new LinkedHashMap<>();
        for (String chain : chains) {
            Address address = contract.addresses().get(chain);
            if (address == null) {
                faults.add(section.find("contract").orElseThrow().place(), "the contract " + contract.name()
                        + " has no address on the chain " + chain);
            } else {
                addresses.put(chain, address);
            }
        }
        return addresses.size() == chains.size() ? Optional.of(addresses) : Optional.empty();
    }

    /** Whether there is such a chain; a fault if not. */
    boolean isChain(String name, Place place) {
        return known("chain", name, environment.chains(), place);
    }

    /** Whether there is such a thing; a fault if not. */
    boolean known(String what, String name, Set<String> names, Place place) {
        if (!names.contains(name)) {
            faults.add(place, "there is no " + what + " " + name + NearestName.hint(name, names));
        }
        return names.contains(name);
    }
}
