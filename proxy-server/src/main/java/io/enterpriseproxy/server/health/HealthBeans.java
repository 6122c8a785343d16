package io.enterpriseproxy.server.health;

import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.contractevents.ContractEventReaders;
import io.enterpriseproxy.server.flow.ContractCallFlow;
import io.enterpriseproxy.server.intake.LedgerWatch;
import io.enterpriseproxy.server.lane.GasBalances;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.LedgerDurability;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import io.enterpriseproxy.server.outcome.CallWatch;
import io.enterpriseproxy.server.sources.SourceRoutes;
import io.enterpriseproxy.server.systems.Connections;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The parts of the health answer. {@code ledger} and {@code routes} decide readiness; {@code durability},
 * {@code mappings}, {@code chains}, {@code keys}, {@code connections}, {@code lanes} and {@code contractEvents} are details that never make it unready. Anybody may ask, so what
 * costs something to find out is found out on a schedule.
 */
@Configuration(proxyBeanMethods = false)
class HealthBeans {
    @Bean
    HealthIndicator ledgerHealthIndicator(LedgerWatch watch) {
        return () -> watch.writable()
                ? Health.up().build()
                : Health.outOfService().withDetail("why", "the ledger's database cannot commit").build();
    }

    @Bean
    WatchedHealth durabilityHealthIndicator(LedgerDurability durability) {
        return new WatchedHealth(durability::troubles);
    }

    @Bean
    HealthIndicator routesHealthIndicator(SourceRoutes routes, ContractCallFlow flow) {
        return () -> {
            Health.Builder health = routes.isRunning() && flow.isRunning() ? Health.up() : Health.outOfService();
            return routes.broken().isEmpty() ? health.build() : health.withDetail("broken", routes.broken()).build();
        };
    }

    @Bean
    HealthIndicator mappingsHealthIndicator(PublishedMappings mappings) {
        return () -> Health.up().withDetails(mappings.broken()).build();
    }

    @Bean
    WatchedHealth chainsHealthIndicator(Chains chains, ContractCallFlow flow) {
        return new WatchedHealth(() -> {
            Map<String, String> details = new TreeMap<>();
            for (Chain chain : chains.all()) {
                details.put(chain.name(), chain.client().trouble()
                        .orElse("at block " + flow.heads().getOrDefault(chain.name(), -1L) + aside(chain)));
            }
            return details;
        });
    }

    /** The nodes that are not used though the chain works. */
    private static String aside(Chain chain) {
        return chain.client().nodes().stream().filter(node -> node.why() != null)
                .map(node -> "; " + node.node() + " " + node.why()).collect(Collectors.joining());
    }

    @Bean
    WatchedHealth keysHealthIndicator(KeyRing keys) {
        return new WatchedHealth(() -> {
            Map<String, String> details = new TreeMap<>();
            keys.aliases().forEach(
                    alias -> details.put(alias, keys.account(alias).flatMap(SigningAccount::trouble).orElse("signs")));
            return details;
        });
    }

    @Bean
    WatchedHealth connectionsHealthIndicator(Connections connections) {
        return new WatchedHealth(connections::troubles);
    }

    @Bean
    WatchedHealth lanesHealthIndicator(LaneLedger ledger) {
        return new WatchedHealth(() -> {
            Map<String, String> details = new TreeMap<>();
            for (LaneRecord lane : ledger.lanes().all()) {
                String why = lane.whyCode();
                if (why != null) {
                    details.put(lane.chain() + "/" + lane.keyAlias(), why + ": " + lane.whyDetail());
                }
            }
            return details;
        });
    }

    @Bean
    WatchedHealth contractEventsHealthIndicator(ContractEventReaders readers) {
        return new WatchedHealth(() -> {
            Map<String, String> details = new TreeMap<>();
            readers.readings().stream().filter(reading -> reading.here() && reading.wanted())
                    .forEach(reading -> details.put(reading.mapping(), reading.why()
                            .orElse("read up to block " + reading.cursor().block() + " of " + reading.head())));
            return details;
        });
    }

    @Bean
    HealthRounds healthRounds(List<WatchedHealth> parts, FlowMetrics metrics, GasBalances balances,
            ContractEventReaders readers) {
        return new HealthRounds(parts, () -> {
            metrics.balances(balances.all());
            metrics.readings(readers.readings());
        });
    }

    @Bean
    FlowMetrics flowMetrics(MeterRegistry meters, CallWatch outcomes, Chains chains, ContractCallFlow flow,
            FlowMetrics.Waiting waiting, ContractEventReaders readers) {
        FlowMetrics metrics = new FlowMetrics(meters);
        outcomes.listen(metrics::count);
        readers.listen(metrics::countEvents);
        chains.listen(chain -> metrics.watchHead(chain.name(), flow));
        metrics.watch(waiting);
        return metrics;
    }

    @Bean
    FlowMetrics.Waiting waiting(LaneLedger ledger, WriteBackRows writeBacks, DeadLetterRows deadLetters) {
        return new FlowMetrics.Waiting(ledger, writeBacks, deadLetters);
    }
}
