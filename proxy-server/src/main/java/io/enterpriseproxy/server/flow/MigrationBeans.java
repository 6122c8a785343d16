package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.server.config.LedgerConfig;
import io.enterpriseproxy.server.config.ProxyConfig;
import io.enterpriseproxy.server.ledger.AppendOnly;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens to the ledger's tables before anything uses them. */
@Configuration(proxyBeanMethods = false)
class MigrationBeans {
    @Bean
    AppendOnly appendOnly(ProxyConfig config) {
        LedgerConfig ledger = config.ledger();
        return new AppendOnly(ledger == null || ledger.migration() == null ? null : ledger.username());
    }
}
