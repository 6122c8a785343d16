package io.enterpriseproxy.server.audit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class AuditBeans {
    @Bean
    AuditTrail auditTrail(AuditEntries entries, Clock clock) {
        return new AuditTrail(entries, clock);
    }
}
