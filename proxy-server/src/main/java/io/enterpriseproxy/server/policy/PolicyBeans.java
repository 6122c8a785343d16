package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class PolicyBeans {
    @Bean
    StopSwitches stopSwitches(LedgerTransactions transactions, JdbcTemplate jdbc, AuditTrail audit, Clock clock) {
        StopSwitches switches = new StopSwitches(transactions, new StopRows(jdbc), audit, clock);
        switches.refresh();
        return switches;
    }
}
