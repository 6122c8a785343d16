package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.adapter.kaia.KaiaOperations;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.mapping.ContractDefinition;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.catalog.ContractCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.config.ContractConfig;
import io.enterpriseproxy.server.config.LoadedConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The contracts of the configuration with their ABIs, and what chains of Kaia do themselves as one of them. Where they are on
 * chains that are registered is added while the server runs; nothing else changes. Thread-safe.
 */
public final class Contracts implements ContractCatalog {
    private static final ContractAbi KAIA = ContractAbi.parse(KaiaOperations.ABI);

    private final Map<String, ContractDefinition> byName;

    private Contracts(Map<String, ContractDefinition> byName) {
        this.byName = new ConcurrentHashMap<>(byName);
    }

    /** Reads the ABI files; what cannot be read is left out and added to the faults. */
    public static Contracts load(LoadedConfig config, Faults faults) {
        Map<String, ContractDefinition> byName = new HashMap<>();
        config.settings().contracts().forEach((name, contract) -> abi(config, name, contract, faults)
                .ifPresent(abi -> byName.put(name, new ContractDefinition(name, abi, contract.addresses()))));
        Map<String, Address> onKaia = config.settings().chains().entrySet().stream()
                .filter(chain -> chain.getValue().family() == ChainFamily.KAIA)
                .collect(Collectors.toMap(Map.Entry::getKey, chain -> KaiaOperations.ADDRESS));
        if (!onKaia.isEmpty() && byName.put(KaiaOperations.CONTRACT,
                new ContractDefinition(KaiaOperations.CONTRACT, KAIA, onKaia)) != null) {
            faults.add(config.placeOf("contracts", KaiaOperations.CONTRACT), "the name " + KaiaOperations.CONTRACT
                    + " stands for what Kaia does itself; expected another");
        }
        return new Contracts(byName);
    }

    private static Optional<ContractAbi> abi(LoadedConfig config, String name, ContractConfig contract, Faults faults) {
        try {
            return Optional.of(ContractAbi.parse(Files.readString(contract.abi())));
        } catch (IOException | IllegalArgumentException e) {
            faults.add(config.placeOf("contracts", name, "abi"),
                    "the ABI in " + contract.abi() + " is not usable: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Adds where contracts are on a chain; those that the configuration does not have are left out. */
    void deployed(String chain, Map<String, Address> addresses) {
        addresses.forEach((name, address) -> byName.computeIfPresent(name, (same, before) -> with(before, chain,
                address)));
    }

    /** Lets a chain of Kaia have its own operations as a contract. */
    void addKaia(String chain) {
        byName.merge(KaiaOperations.CONTRACT,
                new ContractDefinition(KaiaOperations.CONTRACT, KAIA, Map.of(chain, KaiaOperations.ADDRESS)),
                (before, one) -> with(before, chain, KaiaOperations.ADDRESS));
    }

    /** Whether the configuration has another contract under the name of what Kaia does itself. */
    boolean hideKaia() {
        ContractDefinition found = byName.get(KaiaOperations.CONTRACT);
        return found != null && found.abi() != KAIA;
    }

    private static ContractDefinition with(ContractDefinition contract, String chain, Address address) {
        Map<String, Address> addresses = new HashMap<>(contract.addresses());
        addresses.put(chain, address);
        return new ContractDefinition(contract.name(), contract.abi(), addresses);
    }

    /** A live view, by name. */
    public Map<String, ContractDefinition> definitions() {
        return Collections.unmodifiableMap(byName);
    }

    /** The names, in no order. */
    public Set<String> names() {
        return definitions().keySet();
    }

    /** The ABI, if there is a contract of this name. */
    public Optional<ContractAbi> find(String contract) {
        return Optional.ofNullable(byName.get(contract)).map(ContractDefinition::abi);
    }

    /** Where a contract is deployed, by chain; empty if there is no contract of this name. */
    public Map<String, Address> addresses(String contract) {
        return Optional.ofNullable(byName.get(contract)).map(ContractDefinition::addresses).orElse(Map.of());
    }

    @Override
    public ContractAbi abi(String contract) {
        return find(contract).orElseThrow(() -> new NotConfiguredException(
                "contracts." + contract + " is not in the configuration any more, but calls in flight need it"));
    }
}
