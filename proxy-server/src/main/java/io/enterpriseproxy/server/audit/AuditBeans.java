package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.ledger.InstanceName;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class AuditBeans {
    @Bean
    AuditTrail auditTrail(JdbcTemplate jdbc, PlatformTransactionManager manager, LedgerTransactions transactions,
            InstanceName instance, Clock clock) {
        AuditTrail trail = new AuditTrail(new AuditRows(jdbc), new TransactionTemplate(manager),
                new ChangeOrigin(instance), clock);
        trail.begin(transactions);
        return trail;
    }

    @Bean
    AuditExport auditExport(JdbcTemplate jdbc) {
        return new AuditExport(jdbc);
    }

    @Bean
    AuditAnchor auditAnchor(ProxyConfig config, ObjectProvider<Intake> intake, JdbcTemplate jdbc,
            LedgerTransactions transactions) {
        return new AuditAnchor(config.audit().anchor(), intake::getObject, new AnchorRows(jdbc), transactions);
    }

    @Bean
    SigningHeads signingHeads(AuditTrail trail, LedgerTransactions transactions, JdbcTemplate jdbc) {
        return new SigningHeads(trail, new AuditRows(jdbc), transactions);
    }
}
