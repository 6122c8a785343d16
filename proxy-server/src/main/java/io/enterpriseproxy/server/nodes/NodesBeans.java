package io.enterpriseproxy.server.nodes;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.systems.ChainNodes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class NodesBeans {
    /** Follows what is set before the flow asks a node. */
    @Bean
    NodeAdmin nodeAdmin(LedgerTransactions transactions, JdbcTemplate jdbc, ChainNodes nodes, AuditTrail audit,
            Clock clock, JsonMapper json) {
        NodeAdmin admin = new NodeAdmin(transactions, new NodeRows(jdbc), nodes, audit, clock, json);
        admin.refresh();
        return admin;
    }
}
