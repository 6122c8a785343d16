package io.enterpriseproxy.server.chainsettings;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.systems.ChainSetting;
import io.enterpriseproxy.server.systems.NodeWish;
import io.enterpriseproxy.server.systems.RegisteredChains;
import io.enterpriseproxy.server.systems.TermsWish;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.util.List;

/** What is set is followed before the flow asks a node, and after the chains that it is of. */
@Configuration(proxyBeanMethods = false)
class ChainSettingsBeans {
    @Bean
    ChainRegistry chainRegistry(LedgerTransactions transactions, JdbcTemplate jdbc, RegisteredChains chains,
            AuditTrail audit, Clock clock, JsonMapper json) {
        ChainRegistry registry = new ChainRegistry(transactions, new RegisteredChainRows(jdbc), chains, audit, clock,
                json);
        registry.refresh();
        return registry;
    }

    @Bean
    @DependsOn("chainRegistry")
    ChainSettingAdmin<List<NodeWish>> nodeAdmin(LedgerTransactions transactions, JdbcTemplate jdbc,
            ChainSetting<List<NodeWish>> nodes, AuditTrail audit, Clock clock, JsonMapper json) {
        return following(new ChainSettingAdmin<>(transactions, new SettingRows(jdbc, "chain_nodes", "nodes"),
                new ChainSettingAdmin.Kind<>("nodes", new TypeReference<>() {}, nodes), audit, clock, json));
    }

    @Bean
    @DependsOn("chainRegistry")
    ChainSettingAdmin<TermsWish> termsAdmin(LedgerTransactions transactions, JdbcTemplate jdbc,
            ChainSetting<TermsWish> terms, AuditTrail audit, Clock clock, JsonMapper json) {
        return following(new ChainSettingAdmin<>(transactions, new SettingRows(jdbc, "chain_terms", "terms"),
                new ChainSettingAdmin.Kind<>("terms", new TypeReference<>() {}, terms), audit, clock, json));
    }

    private static <T> ChainSettingAdmin<T> following(ChainSettingAdmin<T> admin) {
        admin.refresh();
        return admin;
    }
}
