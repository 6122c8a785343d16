package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.adapter.evm.EvmTransactionCodec;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import io.enterpriseproxy.server.catalog.ChainTerms;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.contractevents.ContractEventReaders;
import io.enterpriseproxy.server.contractevents.WatchedMapping;
import io.enterpriseproxy.server.intake.AcceptStep;
import io.enterpriseproxy.server.intake.GroupCommitter;
import io.enterpriseproxy.server.intake.IntakeGate;
import io.enterpriseproxy.server.intake.LedgerIntake;
import io.enterpriseproxy.server.intake.LedgerWatch;
import io.enterpriseproxy.server.lane.FeePayers;
import io.enterpriseproxy.server.lane.GasBalances;
import io.enterpriseproxy.server.lane.LaneDirectory;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.lane.SigningGate;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.LedgerDatabase;
import io.enterpriseproxy.server.ledger.LedgerProbe;
import io.enterpriseproxy.server.outcome.CallWatch;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.Policies;
import io.enterpriseproxy.server.policy.PolicyReader;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.writeback.WriteBackDispatcher;
import io.enterpriseproxy.server.writeback.WriteBackPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The flow on a real chain and database, with mappings by hand and results kept in memory. */
final class FlowUnderTest implements AutoCloseable {
    private final ContractCallFlow flow;
    private final LedgerIntake intake;
    private final GroupCommitter committer;
    private final LedgerWatch watch;
    private final EvmChainClient client;
    final ContractEventReaders readers;
    final LaneLedger ledger;

    /** What a lane may do. */
    record Limits(int maxInFlight, @Nullable BigInteger maxFee, Duration poll) {
        Limits(int maxInFlight, @Nullable BigInteger maxFee) {
            this(maxInFlight, maxFee, Duration.ofMillis(100));
        }
    }

    FlowUnderTest(LedgerDatabase database, EvmChainSettings nodes, Limits limits, Map<String, Signer> keys,
            Map<String, Mapping> mappings, ContractAbi abi, Target target) {
        this(database, nodes, limits, keys, mappings, abi, target, true);
    }

    /** @param alone whether no other instance can be alive */
    FlowUnderTest(LedgerDatabase database, EvmChainSettings nodes, Limits limits, Map<String, Signer> keys,
            Map<String, Mapping> mappings, ContractAbi abi, Target target, boolean alone) {
        client = EvmChainClient.open(nodes);
        ChainPolicy policy = new ChainPolicy(1, limits.poll(), limits.maxInFlight(),
                new ChainPolicy.GasPolicy(false,
                        BigDecimal.TWO, null, limits.maxFee(), new BigDecimal("1.25")),
                Set.of(), null);
        Chains chains = new Chains(
                Map.of("main", new Chain("main", "evm", client, new EvmTransactionCodec(),
                        new ChainTerms(null, policy, null, null))));
        KeyRing keyRing = new KeyRing(keys, Map.of(), Map.of());
        MappingCatalog catalog = new FixedMappings(mappings);
        ledger = new LaneLedger(database.transactions(), database.lanes(), database.attempts(), database.progress(),
                database.requests(), database.unclaimed(), database.frozen());
        var writeBacks = database.writeBacks(Clock.systemUTC());
        CallWatch outcomes = new CallWatch();
        Policies policies = Policies.open(database.jdbc(),
                new PolicyReader(Set.of(), Set.of(), none -> Optional.empty()), () -> {});
        Budgets budgets = new Budgets(database.transactions(), database.budgets(), policies::haveBudgets);
        ApprovalRows approvals = new ApprovalRows(database.jdbc());
        var making = new LaneOwnership.OutcomeMaking(new Outcomes(catalog, contract -> abi),
                new OutcomeCommit(ledger.transactions(), ledger.lanes(), ledger.calls(), writeBacks, budgets,
                        database.costs(), outcomes));
        LaneOwnership ownership = new LaneOwnership(UUID.randomUUID().toString(), alone, ledger, chains, keyRing,
                new SigningGate((key, chain) -> Optional.empty(),
                        new SigningRules(policies, catalog, approvals, Clock.systemUTC()), budgets, approvals,
                        new GasBalances(chains, ledger.lanes()), new FeePayers(catalog, keyRing), Clock.systemUTC()),
                making);
        var dispatcher = new WriteBackDispatcher(ownership,
                new WriteBackDispatcher.Rows(ledger.transactions(), writeBacks, database.deadLetters()), catalog,
                name -> target, new WriteBackPolicy(Duration.ofMillis(50), Duration.ofMillis(200), 1_000),
                Clock.systemUTC());
        flow = new ContractCallFlow(chains, ownership, ledger, making, dispatcher, outcomes);
        readers = new ContractEventReaders(chains, ownership,
                new ContractEventReaders.Ledger(ledger.transactions(), database.chainReaders(),
                        database.contractEvents(), alone),
                () -> watched(mappings.values()), catalog);
        readers.listen(told -> dispatcher.lookAgain());
        watch = new LedgerWatch(new LedgerProbe(ledger.transactions(), database.jdbc()), () -> new NoSources());
        committer = new GroupCommitter(new AcceptStep(ledger.transactions(), database.calls(), database.deadLetters(),
                new LaneDirectory(ledger, database.calls(), keyRing), flow), watch);
        intake = new LedgerIntake(catalog, chains, record -> {
            throw new IllegalStateException("no mapping anchors records");
        }, committer);
        flow.start();
        readers.start();
    }

    private static List<WatchedMapping> watched(Collection<Mapping> mappings) {
        return mappings.stream().filter(CompiledMapping.class::isInstance).map(CompiledMapping.class::cast)
                .flatMap(mapping -> mapping.contractEvents()
                        .map(events -> new WatchedMapping(mapping, events, 1)).stream())
                .toList();
    }

    List<SubmitOutcome> submit(String mapping, @Nullable String orderingKey, List<String> keys) {
        return intake.submit(
                keys.stream().map(key -> new SourceEvent(mapping, key.getBytes(StandardCharsets.UTF_8), Map.of(),
                        null, null, orderingKey, null)).toList(),
                Intake.OnRefusal.ANSWER);
    }

    boolean announcesBlocks() {
        return client.announcesBlocks();
    }

    @Override
    public void close() {
        committer.close();
        watch.close();
        readers.stop();
        flow.stop();
        client.close();
    }

    private record FixedMappings(Map<String, Mapping> mappings) implements MappingCatalog {
        @Override
        public Optional<PublishedMapping> current(String mapping) {
            return Optional.ofNullable(mappings.get(mapping)).map(found -> new PublishedMapping(found, 1, true, false));
        }

        @Override
        public PublishedMapping version(String mapping, int version) {
            return current(mapping).orElseThrow();
        }
    }

    private static final class NoSources implements IntakeGate {
        @Override
        public void suspendAll() {
            // There are none.
        }

        @Override
        public void resumeAll() {
            // There are none.
        }
    }

    /** An enterprise system in memory; it can be down. */
    static final class Target implements Connection, ResultSink {
        private static final JsonMapper JSON = JsonMapper.builder().build();
        final List<Result> results = new CopyOnWriteArrayList<>();
        volatile Supplier<Optional<String>> trouble = Optional::empty;

        @Override
        public List<DeliveryOutcome> deliver(List<Result> batch) {
            Optional<String> down = trouble.get();
            if (down.isPresent()) {
                return batch.stream().<DeliveryOutcome>map(result -> new DeliveryOutcome.Failed(down.get(), true))
                        .toList();
            }
            results.addAll(batch);
            return batch.stream().<DeliveryOutcome>map(result -> new DeliveryOutcome.Delivered()).toList();
        }

        /** How often each event has got a result of this status. */
        Map<String, Long> countsOf(String status) {
            return results.stream().filter(result -> result.status().equals(status))
                    .collect(Collectors.groupingBy(Target::eventOf, Collectors.counting()));
        }

        /** The event that a result is of. */
        static String eventOf(Result result) {
            return JSON.readTree(result.payload()).get("key").asString();
        }

        @Override
        public SourceRoute openSource(String mapping, Record settings, Intake intake) {
            throw new IllegalStateException("this system is a target only");
        }

        @Override
        public ResultSink openTarget(Record settings) {
            return this;
        }

        @Override
        public Optional<String> trouble() {
            return trouble.get();
        }

        @Override
        public void close() {
            // Nothing is held open.
        }
    }
}
