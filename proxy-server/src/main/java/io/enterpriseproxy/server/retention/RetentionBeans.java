package io.enterpriseproxy.server.retention;

import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.ledger.EventPurge;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.PurgeRows;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class RetentionBeans {
    @Bean
    RetentionSweep retentionSweep(LedgerTransactions transactions, JdbcTemplate jdbc, Clock clock, ProxyConfig config,
            MeterRegistry meters) {
        return new RetentionSweep(transactions,
                new RetentionSweep.Purged(new PurgeRows(jdbc, clock), new EventPurge(jdbc)),
                config.retention().finalCalls(), clock, meters);
    }
}
