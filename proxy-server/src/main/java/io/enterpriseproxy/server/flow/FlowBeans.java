package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.ConnectionCatalog;
import io.enterpriseproxy.server.catalog.ContractCatalog;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.intake.AcceptStep;
import io.enterpriseproxy.server.intake.GroupCommitter;
import io.enterpriseproxy.server.intake.IntakeGate;
import io.enterpriseproxy.server.intake.LaneChoice;
import io.enterpriseproxy.server.intake.LedgerIntake;
import io.enterpriseproxy.server.intake.LedgerWatch;
import io.enterpriseproxy.server.intake.Recording;
import io.enterpriseproxy.server.lane.FeePayers;
import io.enterpriseproxy.server.lane.GasBalances;
import io.enterpriseproxy.server.lane.LaneDirectory;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.lane.LaneOwnership.OutcomeMaking;
import io.enterpriseproxy.server.lane.SigningGate;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.AttemptRows;
import io.enterpriseproxy.server.ledger.BudgetRows;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.CloakRows;
import io.enterpriseproxy.server.ledger.CostQuery;
import io.enterpriseproxy.server.ledger.CostRows;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.EmbeddedWatchdog;
import io.enterpriseproxy.server.ledger.FrozenRows;
import io.enterpriseproxy.server.ledger.InstanceName;
import io.enterpriseproxy.server.ledger.LaneRequestRows;
import io.enterpriseproxy.server.ledger.LaneRows;
import io.enterpriseproxy.server.ledger.LedgerDurability;
import io.enterpriseproxy.server.ledger.LedgerProbe;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.RevisionRows;
import io.enterpriseproxy.server.ledger.UnclaimedRows;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.outcome.CallWatch;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.policy.Approvals;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.StopSwitches;
import io.enterpriseproxy.server.privacy.MaskedPayloads;
import io.enterpriseproxy.server.writeback.WriteBackDispatcher;
import io.enterpriseproxy.server.writeback.WriteBackPolicy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

import java.time.Clock;
import java.time.Duration;

/** Puts the ledger and the flow together. */
@Configuration(proxyBeanMethods = false)
class FlowBeans {
    private static final Duration WATCHDOG_LOOK = Duration.ofSeconds(5);

    private final boolean h2;

    FlowBeans(DataSourceProperties ledger) {
        this.h2 = ledger.determineUrl().startsWith("jdbc:h2:");
    }

    @Bean
    LedgerTransactions ledgerTransactions(PlatformTransactionManager manager, JdbcTemplate jdbc) {
        return new LedgerTransactions(manager, jdbc, h2);
    }

    @Bean
    LedgerDurability ledgerDurability(JdbcTemplate jdbc) {
        return new LedgerDurability(jdbc, h2);
    }

    @Bean
    CallRows callRows(JdbcTemplate jdbc, Clock clock) {
        return new CallRows(jdbc, h2, clock);
    }

    @Bean
    AnchorRows anchorRows(JdbcTemplate jdbc, Clock clock) {
        return new AnchorRows(jdbc, h2, clock);
    }

    @Bean
    CallQueries callQueries(JdbcTemplate jdbc) {
        return new CallQueries(jdbc);
    }

    @Bean
    DeadLetterRows deadLetterRows(JdbcTemplate jdbc, Clock clock) {
        return new DeadLetterRows(jdbc, clock);
    }

    @Bean
    WriteBackRows writeBackRows(JdbcTemplate jdbc, Clock clock) {
        return new WriteBackRows(jdbc, h2, clock);
    }

    @Bean
    LaneLedger laneLedger(LedgerTransactions transactions, JdbcTemplate jdbc, Clock clock) {
        return new LaneLedger(transactions, new LaneRows(jdbc, h2), new AttemptRows(jdbc, h2, clock),
                new CallProgress(jdbc, h2, clock), new LaneRequestRows(jdbc, clock),
                new UnclaimedRows(jdbc, h2), new FrozenRows(jdbc, clock));
    }

    @Bean
    LedgerProbe ledgerProbe(LedgerTransactions transactions, JdbcTemplate jdbc) {
        return new LedgerProbe(transactions, jdbc);
    }

    @Bean
    LedgerWatch ledgerWatch(LedgerProbe probe, ObjectProvider<IntakeGate> gate) {
        return new LedgerWatch(probe, gate::getObject);
    }

    @Bean
    EmbeddedWatchdog embeddedWatchdog(LedgerProbe probe) {
        EmbeddedWatchdog watchdog = new EmbeddedWatchdog(probe::write, WATCHDOG_LOOK,
                () -> Runtime.getRuntime().halt(1));
        if (h2) {
            watchdog.start();
        }
        return watchdog;
    }

    @Bean
    LaneChoice laneChoice(LaneLedger ledger, CallRows calls, KeyRing keys) {
        return new LaneDirectory(ledger, calls, keys);
    }

    @Bean
    GroupCommitter groupCommitter(LedgerTransactions transactions, CallRows calls, DeadLetterRows deadLetters,
            LaneChoice lanes, ObjectProvider<ContractCallFlow> flow, LedgerWatch watch) {
        return new GroupCommitter(new AcceptStep(transactions, calls, deadLetters, lanes,
                waiting -> flow.getObject().accepted(waiting)), watch);
    }

    @Bean
    LedgerIntake ledgerIntake(MappingCatalog mappings, Chains chains, Recording recording, GroupCommitter committer) {
        return new LedgerIntake(mappings, chains, recording, committer);
    }

    @Bean
    CallWatch callWatch() {
        return new CallWatch();
    }

    @Bean
    OutcomeMaking outcomeMaking(MappingCatalog mappings, ContractCatalog contracts, LaneLedger ledger,
            WriteBackRows writeBacks, Budgets budgets, CostRows costs, CallWatch watch) {
        return new OutcomeMaking(new Outcomes(mappings, contracts), new OutcomeCommit(ledger.transactions(),
                ledger.lanes(), ledger.calls(), writeBacks, budgets, costs, watch));
    }

    @Bean
    CostRows costRows(JdbcTemplate jdbc) {
        return new CostRows(jdbc, h2);
    }

    @Bean
    CostQuery costQuery(JdbcTemplate jdbc) {
        return new CostQuery(jdbc);
    }

    @Bean
    BudgetRows budgetRows(JdbcTemplate jdbc) {
        return new BudgetRows(jdbc, h2);
    }

    @Bean
    GasBalances gasBalances(Chains chains, LaneLedger ledger) {
        return new GasBalances(chains, ledger.lanes());
    }

    @Bean
    SigningGate signingGate(StopSwitches stops, SigningRules rules, Budgets budgets, ApprovalRows approvals,
            GasBalances balances, MappingCatalog mappings, KeyRing keys, Clock clock) {
        return new SigningGate(stops::why, rules, budgets, approvals, balances, new FeePayers(mappings, keys), clock);
    }

    @Bean
    Approvals approvals(LaneLedger ledger, ApprovalRows rows, AuditTrail audit, Clock clock,
            ObjectProvider<ContractCallFlow> flow) {
        return new Approvals(ledger.transactions(), rows, ledger.calls(), audit, clock,
                lanes -> flow.getObject().accepted(lanes));
    }

    @Bean
    InstanceName instanceName() {
        return InstanceName.next();
    }

    @Bean
    LaneOwnership laneOwnership(InstanceName instance, LaneLedger ledger, Chains chains, KeyRing keys,
            SigningGate gate, OutcomeMaking making) {
        return new LaneOwnership(instance.text(), h2, ledger, chains, keys, gate, making);
    }

    @Bean
    WriteBackDispatcher.Rows resultRows(LedgerTransactions transactions, WriteBackRows writeBacks,
            DeadLetterRows deadLetters) {
        return new WriteBackDispatcher.Rows(transactions, writeBacks, deadLetters);
    }

    @Bean
    WriteBackDispatcher writeBackDispatcher(LaneOwnership ownership, WriteBackDispatcher.Rows rows,
            MappingCatalog mappings,
            ConnectionCatalog connections, Clock clock) {
        return new WriteBackDispatcher(ownership, rows, mappings, connections, WriteBackPolicy.DEFAULT, clock);
    }

    @Bean
    ContractCallFlow contractCallFlow(Chains chains, LaneOwnership ownership, LaneLedger ledger, OutcomeMaking making,
            WriteBackDispatcher writeBacks, CallWatch watch) {
        return new ContractCallFlow(chains, ownership, ledger, making, writeBacks, watch);
    }

    @Bean
    CallActions callActions(LaneLedger ledger, OutcomeMaking making, Approvals approvals, AuditTrail audit,
            ContractCallFlow flow) {
        return new CallActions(ledger, making, approvals, audit, flow);
    }

    @Bean
    HolderSignatures holderSignatures(LaneLedger ledger, Chains chains, KeyRing keys, AuditTrail audit,
            ContractCallFlow flow) {
        return new HolderSignatures(ledger, chains, keys, audit, flow);
    }

    @Bean
    RevisionRows revisionRows(JdbcTemplate jdbc, Clock clock) {
        return new RevisionRows(jdbc, clock);
    }

    @Bean
    Revisions revisions(LedgerIntake intake, Revisions.Rows rows, LaneChoice lanes, MappingCatalog mappings,
            AuditTrail audit, ContractCallFlow flow, MaskedPayloads payloads) {
        return new Revisions(intake, rows, new Revisions.Choice(lanes, mappings), payloads, audit, flow);
    }

    @Bean
    CloakRows cloakRows(JdbcTemplate jdbc) {
        return new CloakRows(jdbc, h2);
    }

    @Bean
    Revisions.Rows revisedRows(LaneLedger ledger, CallRows calls, RevisionRows revisions, ApprovalRows approvals,
            CloakRows cloaks) {
        return new Revisions.Rows(ledger, calls, revisions, approvals, cloaks);
    }

    @Bean
    DeadLetters deadLetters(WriteBackDispatcher.Rows rows, LedgerIntake intake, Revisions revisions,
            WriteBackDispatcher dispatcher, MaskedPayloads payloads, AuditTrail audit) {
        return new DeadLetters(rows, intake, revisions, dispatcher, payloads, audit);
    }
}
