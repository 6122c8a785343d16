package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.RevisionRows;
import io.enterpriseproxy.server.ledger.SigningTrace;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import io.enterpriseproxy.server.outcome.CallWatch;
import io.enterpriseproxy.server.privacy.Masks;
import io.enterpriseproxy.server.security.EventRates;
import io.enterpriseproxy.server.systems.Contracts;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ApiBeans {
    private static final int MOST_WAITERS = 500;

    @Bean
    HttpEvents httpEvents(ProxyConfig config, EventRates rates) {
        return new HttpEvents(config.server().maxEventBytes(), rates, config.anchoringMappings());
    }

    @Bean
    Submissions submissions(Intake intake, CallQueries calls, CallWatch watch) {
        return new Submissions(intake, calls, watch, MOST_WAITERS);
    }

    @Bean
    Batches batches(HttpEvents events, Submissions submissions, PublishedMappings mappings) {
        return new Batches(events, submissions, mappings);
    }

    @Bean
    CallViews callViews(LaneLedger ledger, WriteBackRows writeBacks, RevisionRows revisions, Masks masks,
            JsonMapper json) {
        return new CallViews(ledger.attempts(), writeBacks, revisions, masks, json);
    }

    @Bean
    DeadLetterBulk deadLetterBulk(DeadLetterRows deadLetters) {
        return new DeadLetterBulk(deadLetters);
    }

    @Bean
    EventDoor eventDoor(HttpEvents events, Submissions submissions, CallViews views) {
        return new EventDoor(events, submissions, views);
    }

    @Bean
    RestPaths restPaths(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
            EventDoor door) {
        return new RestPaths(handlers, door);
    }

    @Bean
    DryRuns dryRuns(Chains chains, KeyRing keys, Contracts contracts, JsonMapper json) {
        return new DryRuns(chains, keys, contracts, json);
    }

    @Bean
    NodeReads nodeReads(Chains chains, EventRates rates, JsonMapper json) {
        return new NodeReads(chains, rates, json);
    }

    @Bean
    ContractReads contractReads(Contracts contracts, Chains chains) {
        return new ContractReads(contracts, chains);
    }

    @Bean
    SigningTrace signingTrace(JdbcTemplate jdbc) {
        return new SigningTrace(jdbc);
    }

    @Bean
    KnownParameters knownParameters() {
        return new KnownParameters();
    }
}
