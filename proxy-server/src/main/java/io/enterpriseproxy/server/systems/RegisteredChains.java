package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.adapter.kaia.KaiaOperations;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.ChainPolicy.GasPolicy;
import io.enterpriseproxy.server.config.ChainConfig;
import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.config.ChainRegistryConfig;
import io.enterpriseproxy.server.config.ConfiguredName;
import io.enterpriseproxy.server.config.FinalBy;
import io.enterpriseproxy.server.config.GasConfig;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.systems.TermsWish.GasWish;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The chains that were registered while servers ran: what may be registered, and how it comes to be with the others. */
public final class RegisteredChains {
    private static final String PART = "chain-registry";

    private final ProxyConfig config;
    private final Systems systems;
    private final Contracts contracts;
    private final ChainNames names;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    RegisteredChains(ProxyConfig config, Systems systems, Contracts contracts, ChainNames names) {
        this.config = config;
        this.systems = systems;
        this.contracts = contracts;
        this.names = names;
    }

    /** Whether a registered chain of this name is in use here. */
    public boolean has(String name) {
        return open.contains(name);
    }

    /** Whether the configuration has the same chain, as when it was taken over into it: that wins. */
    public boolean isConfigured(String name, ChainWish wish) {
        ChainConfig configured = config.chains().get(name);
        return configured != null && configured.family() == wish.family() && configured.id() == wish.id();
    }

    /** What is wrong with it; empty if it can be registered, as far as the configuration is concerned. */
    public List<Problem> check(String name, ChainWish wish) {
        List<Problem> problems = new ArrayList<>(misfits(name, wish));
        if (!problems.isEmpty()) {
            return problems;
        }
        if (!ConfiguredName.fits(name)) {
            problems.add(invalid("name", name, ConfiguredName.RULE));
        }
        if (wish.id() < 1) {
            problems.add(invalid("id", wish.id(), "the chain id (EIP-155), from 1"));
        }
        if (!wish.genesis().matches("0x[0-9a-f]{64}")) {
            problems.add(invalid("genesis", wish.genesis(), "the hash of block 0: 0x and 64 hex digits"));
        }
        problems.addAll(ChainTermsSetting.check(wish.terms(), gas(), PART + ".gas.max-fee in the configuration"));
        wish.contracts().forEach((contract, address) -> contract(contract, address).ifPresent(problems::add));
        return problems;
    }

    private Optional<Problem> contract(String contract, String address) {
        String place = "contracts." + contract;
        if (!config.contracts().containsKey(contract)) {
            return Optional.of(invalid(place, contract, "a contract of the configuration, which has its ABI: "
                    + String.join(", ", new TreeSet<>(config.contracts().keySet()))));
        }
        try {
            Address.parse(address);
            return Optional.empty();
        } catch (IllegalArgumentException fault) {
            return Optional.of(invalid(place, address, String.valueOf(fault.getMessage())));
        }
    }

    /** Why the configuration does not let it be; it may have changed since it was registered. */
    private List<Problem> misfits(String name, ChainWish wish) {
        ChainRegistryConfig registry = config.chainRegistry();
        if (registry == null) {
            return List
                    .of(new Problem(ProblemCode.FORBIDDEN, "the configuration lets no chain be registered", PART, null,
                            PART + ": { node-origins: { 'https://HOST': {} } }, then a restart"));
        }
        if (config.chains().containsKey(name)) {
            return List.of(new Problem(ProblemCode.CHAIN_TAKEN, "the configuration has a chain of this name", "name",
                    name, "another name, or a change of the configuration"));
        }
        Optional<String> twin = config.chains().entrySet().stream()
                .filter(chain -> chain.getValue().id() == wish.id()).map(Map.Entry::getKey).findFirst();
        if (twin.isPresent()) {
            return List.of(new Problem(ProblemCode.CHAIN_TAKEN,
                    "what is signed for this id would count on a chain of the configuration", "id",
                    wish.id() + ", the id of " + twin.get(), "an id that no other chain has"));
        }
        if (wish.family() == ChainFamily.KAIA && contracts.hideKaia()) {
            return List.of(new Problem(ProblemCode.CHAIN_TAKEN, "a chain of Kaia has a contract of this name itself",
                    "contracts." + KaiaOperations.CONTRACT, "one in the configuration", "another name for that"));
        }
        return nodes(registry).check(wish.nodes());
    }

    private static AllowedNodes nodes(ChainRegistryConfig registry) {
        return new AllowedNodes(PART, List.of(), registry.nodeOrigins());
    }

    private GasPolicy gas() {
        return ChainOpener.gas(registry().gas());
    }

    private ChainRegistryConfig registry() {
        return Objects.requireNonNull(config.chainRegistry());
    }

    private static Problem invalid(String place, Object found, String expected) {
        return new Problem(ProblemCode.INVALID_REQUEST, "a chain cannot be registered with this", place,
                String.valueOf(found), expected);
    }

    /**
     * Lets a chain be used that is in the ledger; of one that is there already, where contracts are that it did not have.
     *
     * @return why the configuration does not let it be used any more, and it is not; empty if it is
     */
    public List<Problem> open(String name, ChainWish wish) {
        if (has(name)) {
            contracts.deployed(name, addresses(wish));
            return List.of();
        }
        List<Problem> problems = misfits(name, wish);
        if (!problems.isEmpty()) {
            return problems;
        }
        try {
            add(name, wish.family(), chain(wish), addresses(wish));
            return List.of();
        } catch (IllegalArgumentException fault) {
            return List.of(invalid("gas", String.valueOf(fault.getMessage()), "what " + PART + ".gas lets it have"));
        }
    }

    /** Mappings and policies can name it last of all, when everything else of it is there. */
    private void add(String name, ChainFamily family, ChainConfig chain, Map<String, Address> addresses) {
        ChainOpener.Opened opened = ChainOpener.open(name, chain);
        systems.nodes().add(name, PART, chain, opened.client());
        contracts.deployed(name, addresses);
        if (family == ChainFamily.KAIA) {
            contracts.addKaia(name);
        }
        open.add(name);
        systems.chains().add(opened.chain());
        names.add(name, family);
    }

    private static Map<String, Address> addresses(ChainWish wish) {
        return wish.contracts().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, contract -> Address.parse(contract.getValue())));
    }

    /** As the configuration would have it. A limit that was lowered since holds. */
    private ChainConfig chain(ChainWish wish) {
        ChainRegistryConfig registry = registry();
        TermsWish terms = wish.terms();
        GasWish asked = terms.gas();
        GasConfig gas = ChainTermsSetting.merged(gas(), asked == null ? null : asked.atMost(registry.gas().maxFee()));
        int confirmations = confirmations(terms.confirmations());
        return new ChainConfig(wish.family(), wish.id(), Math.max(1, confirmations),
                confirmations == 0 ? FinalBy.FINALIZED : FinalBy.BLOCKS, nodes(registry).of(wish.nodes()),
                registry.nodeOrigins(), terms.owner(), terms.validFrom(), terms.validUntil(), wish.genesis(),
                registry.redundancy(), registry.pollInterval(), registry.timeout(), registry.batchSize(),
                registry.receipts(), gas, registry.lanes(), registry.rawReads(), registry.balance());
    }

    private static int confirmations(@Nullable Integer asked) {
        return asked == null ? 1 : asked;
    }
}
