package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.config.LoadedConfig;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

@Configuration(proxyBeanMethods = false)
class SystemsBeans {
    @Bean
    Chains chains(Systems systems) {
        return systems.chains();
    }

    @Bean
    ChainNodes chainNodes(Systems systems) {
        return systems.nodes();
    }

    @Bean
    KeyRing keyRing(Systems systems) {
        return systems.keys();
    }

    @Bean
    Connections connections(CamelContext camel, Clock clock, LoadedConfig config) {
        return new Connections(Connectors.of(camel, clock), config.connections());
    }
}
