package io.enterpriseproxy.server.sponsoring;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.CostRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.StopSwitches;
import io.enterpriseproxy.server.systems.Contracts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class SponsoringBeans {
    @Bean
    Sponsoring sponsoring(Sponsoring.Catalog catalog, LedgerTransactions transactions, JdbcTemplate jdbc,
            CostRows costs, Sponsoring.Gate gate, AuditTrail audit, Clock clock) {
        return new Sponsoring(catalog, transactions, new SponsoredRows(jdbc, costs), gate, audit, clock);
    }

    @Bean
    Sponsoring.Catalog sponsoringCatalog(Chains chains, KeyRing keys, Contracts contracts) {
        return new Sponsoring.Catalog(chains, keys, contracts);
    }

    @Bean
    Sponsoring.Gate sponsoringGate(StopSwitches stops, SigningRules rules, Budgets budgets) {
        return new Sponsoring.Gate(stops, rules, budgets);
    }
}
