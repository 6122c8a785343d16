package io.enterpriseproxy.server.privacy;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.ledger.CallQueries;
import io.enterpriseproxy.server.ledger.CloakRows;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.ErasureRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class PrivacyBeans {
    @Bean
    Masks masks(MappingCatalog mappings) {
        return new Masks(mappings);
    }

    @Bean
    MaskedPayloads maskedPayloads(Masks masks, MappingCatalog mappings, CallQueries calls) {
        return new MaskedPayloads(masks, mappings, calls);
    }

    @Bean
    Reveals reveals(LedgerTransactions transactions, CloakRows rows, CloakKeys keys, Chains chains, AuditTrail audit) {
        return new Reveals(transactions, rows, keys, chains, audit);
    }

    @Bean
    Erasures erasures(LedgerTransactions transactions, JdbcTemplate jdbc, Clock clock, DeadLetterRows deadLetters,
            MappingCatalog mappings, AuditTrail audit) {
        return new Erasures(transactions, new ErasureRows(jdbc, clock), deadLetters, mappings, audit);
    }
}
