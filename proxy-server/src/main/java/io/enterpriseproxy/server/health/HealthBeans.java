package io.enterpriseproxy.server.health;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.flow.ContractCallFlow;
import io.enterpriseproxy.server.intake.LedgerWatch;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.LaneRecord;
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

import java.util.Optional;

/**
 * The parts of the health answer. {@code ledger} and {@code routes} decide readiness; {@code mappings},
 * {@code chains}, {@code keys}, {@code connections} and {@code lanes} are details that never make it unready.
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
    HealthIndicator chainsHealthIndicator(Chains chains, ContractCallFlow flow) {
        return () -> {
            Health.Builder health = Health.up();
            for (Chain chain : chains.all()) {
                Optional<String> trouble = chain.client().trouble();
                health.withDetail(chain.name(),
                        trouble.orElse("at block " + flow.heads().getOrDefault(chain.name(), -1L)));
            }
            return health.build();
        };
    }

    @Bean
    HealthIndicator keysHealthIndicator(KeyRing keys) {
        return () -> {
            Health.Builder health = Health.up();
            keys.aliases().forEach(alias -> health.withDetail(alias,
                    keys.signer(alias).flatMap(Signer::trouble).orElse("signs")));
            return health.build();
        };
    }

    @Bean
    HealthIndicator connectionsHealthIndicator(Connections connections) {
        return () -> Health.up().withDetails(connections.troubles()).build();
    }

    @Bean
    HealthIndicator lanesHealthIndicator(LaneLedger ledger) {
        return () -> {
            Health.Builder health = Health.up();
            for (LaneRecord lane : ledger.lanes().all()) {
                String why = lane.whyCode();
                if (why != null) {
                    health.withDetail(lane.chain() + "/" + lane.keyAlias(), why + ": " + lane.whyDetail());
                }
            }
            return health.build();
        };
    }

    @Bean
    FlowMetrics flowMetrics(MeterRegistry meters, CallWatch outcomes, Chains chains, ContractCallFlow flow,
            FlowMetrics.Waiting waiting) {
        FlowMetrics metrics = new FlowMetrics(meters);
        outcomes.listen(metrics::count);
        chains.all().forEach(chain -> metrics.watchHead(chain.name(), flow));
        metrics.watch(waiting);
        return metrics;
    }

    @Bean
    FlowMetrics.Waiting waiting(LaneLedger ledger, WriteBackRows writeBacks, DeadLetterRows deadLetters) {
        return new FlowMetrics.Waiting(ledger, writeBacks, deadLetters);
    }
}
