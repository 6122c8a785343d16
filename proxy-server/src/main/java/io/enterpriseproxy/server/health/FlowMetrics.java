package io.enterpriseproxy.server.health;

import io.enterpriseproxy.server.contractevents.ContractEventReaders;
import io.enterpriseproxy.server.flow.ContractCallFlow;
import io.enterpriseproxy.server.lane.GasBalances;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallStatus;
import io.enterpriseproxy.server.ledger.ContractEventRows;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The flow in numbers, under names that begin with {@code ep.}; docs/reference/metrics.md lists them. */
final class FlowMetrics {
    /** Full load, and an admin's wish: nothing that anybody has to be told. */
    private static final Set<String> ORDINARY = Set.of("in-flight-cap", "paused");

    private final MeterRegistry meters;
    private final MultiGauge gas;
    private final MultiGauge behind;

    FlowMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.gas = MultiGauge.builder("ep.gas.balance").description("what senders have left for gas, in wei")
                .register(meters);
        this.behind = MultiGauge.builder("ep.contract.events.behind")
                .description("blocks whose events are not read yet, by the instance that reads the chain")
                .register(meters);
    }

    /** Rows that wait, counted when somebody asks. */
    record Waiting(LaneLedger ledger, WriteBackRows writeBacks, DeadLetterRows deadLetters) {
        double inFlight() {
            return ledger.lanes().all().stream().mapToLong(lane -> lane.broadcastNonce() - lane.minedNonce()).sum();
        }

        double lanesWaiting() {
            return ledger.lanes().all().stream().map(LaneRecord::whyCode)
                    .filter(code -> code != null && !ORDINARY.contains(code)).count();
        }

        /** A chain that is gone from every configuration leaves lanes behind: those without calls are of no concern. */
        double lanesUnowned() {
            return ledger.lanes().free("", false).stream().filter(lane -> ledger.lanes().unfinished(lane.id()) > 0)
                    .count();
        }
    }

    /** Called after each commit of outcomes. */
    void count(List<CallOutcome> outcomes) {
        Instant now = Instant.now();
        for (CallOutcome outcome : outcomes) {
            String status = CallStatus.word(outcome.state());
            String mapping = outcome.call().mapping();
            Counter.builder("ep.outcomes").description("outcomes of calls").tag("mapping", mapping)
                    .tag("status", status).register(meters).increment();
            if (outcome.call().state().isFinal() && !outcome.state().isFinal()) {
                Counter.builder("ep.final.retracted").description("calls that were final and taken back by a reorg")
                        .tag("mapping", mapping).register(meters).increment();
            }
            if (outcome.state().isFinal()) {
                Timer.builder("ep.call.duration").description("from accepted to final").tag("mapping", mapping)
                        .register(meters).record(Duration.between(outcome.call().acceptedAt(), now));
            }
        }
    }

    /** Called after each commit of what targets are told of contract events. */
    void countEvents(List<ContractEventRows.Told> told) {
        for (ContractEventRows.Told each : told) {
            Counter.builder("ep.contract.events").description("events of contracts that targets are told of")
                    .tag("mapping", each.event().mapping())
                    .tag("status", each.event().state().name().toLowerCase(Locale.ROOT)).register(meters).increment();
        }
    }

    /** Each look takes the place of the one before. */
    void readings(List<ContractEventReaders.Reading> readings) {
        behind.register(readings.stream().filter(reading -> reading.here() && reading.wanted())
                .map(reading -> MultiGauge.Row.of(
                        Tags.of("chain", reading.chain(), "mapping", reading.mapping()), reading.behind()))
                .toList(), true);
    }

    void watchHead(String chain, ContractCallFlow flow) {
        Gauge.builder("ep.chain.head", flow, running -> running.heads().getOrDefault(chain, -1L))
                .description("newest block that was applied; -1 before the first").tag("chain", chain)
                .register(meters);
    }

    /** Each look at the balances takes the place of the one before. */
    void balances(Map<GasBalances.Account, BigInteger> balances) {
        gas.register(balances.entrySet().stream().map(entry -> MultiGauge.Row.of(
                Tags.of("chain", entry.getKey().chain(), "key", entry.getKey().keyAlias(), "address",
                        entry.getKey().sender().checksummed()),
                entry.getValue())).toList(), true);
    }

    void watch(Waiting waiting) {
        Gauge.builder("ep.transactions.in.flight", waiting, Waiting::inFlight)
                .description("transactions that are broadcast and not mined").register(meters);
        Gauge.builder("ep.lanes.waiting", waiting, Waiting::lanesWaiting)
                .description("lanes that wait for other than the next block or an admin").register(meters);
        Gauge.builder("ep.lanes.unowned", waiting, Waiting::lanesUnowned)
                .description("lanes with unfinished calls that no instance runs").register(meters);
        Gauge.builder("ep.write.backs.pending", waiting, rows -> rows.writeBacks().pendingCount())
                .description("results that are neither delivered nor parked").register(meters);
        Gauge.builder("ep.dead.letters.open", waiting, rows -> rows.deadLetters().openCount())
                .description("dead letters that nobody has settled").register(meters);
    }
}
