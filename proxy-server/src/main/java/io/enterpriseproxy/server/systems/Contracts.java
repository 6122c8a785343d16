package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.adapter.kaia.KaiaOperations;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.catalog.ContractCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.config.ContractConfig;
import io.enterpriseproxy.server.config.LoadedConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The contracts of the configuration with their ABIs, and what chains of Kaia do themselves as one of them. Immutable. */
public final class Contracts implements ContractCatalog {
    private record Contract(ContractAbi abi, Map<String, Address> addresses) {}

    private final Map<String, Contract> byName;

    private Contracts(Map<String, Contract> byName) {
        this.byName = Map.copyOf(byName);
    }

    /** Reads the ABI files; what cannot be read is left out and added to the faults. */
    public static Contracts load(LoadedConfig config, Faults faults) {
        Map<String, Contract> byName = new LinkedHashMap<>();
        config.settings().contracts().forEach((name, contract) -> abi(config, name, contract, faults)
                .ifPresent(abi -> byName.put(name, new Contract(abi, contract.addresses()))));
        Map<String, Address> onKaia = config.settings().chains().entrySet().stream()
                .filter(chain -> chain.getValue().family() == ChainFamily.KAIA)
                .collect(Collectors.toMap(Map.Entry::getKey, chain -> KaiaOperations.ADDRESS));
        if (!onKaia.isEmpty() && byName.put(KaiaOperations.CONTRACT,
                new Contract(ContractAbi.parse(KaiaOperations.ABI), onKaia)) != null) {
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

    /** The names, in no order. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The ABI, if there is a contract of this name. */
    public Optional<ContractAbi> find(String contract) {
        return Optional.ofNullable(byName.get(contract)).map(Contract::abi);
    }

    /** Where a contract is deployed, by chain; empty if there is no contract of this name. */
    public Map<String, Address> addresses(String contract) {
        return Optional.ofNullable(byName.get(contract)).map(Contract::addresses).orElse(Map.of());
    }

    @Override
    public ContractAbi abi(String contract) {
        return find(contract).orElseThrow(() -> new NotConfiguredException(
                "contracts." + contract + " is not in the configuration any more, but calls in flight need it"));
    }
}
