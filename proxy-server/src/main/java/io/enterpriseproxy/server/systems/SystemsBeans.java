package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.config.LoadedConfig;
import org.apache.camel.CamelContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.List;

@Configuration(proxyBeanMethods = false)
class SystemsBeans {
    @Bean
    Chains chains(Systems systems) {
        return systems.chains();
    }

    @Bean
    ChainSetting<List<NodeWish>> chainNodes(Systems systems) {
        return systems.nodes();
    }

    @Bean
    ChainSetting<TermsWish> chainTerms(Chains chains) {
        return new ChainTermsSetting(chains);
    }

    @Bean
    RegisteredChains registeredChains(LoadedConfig config, Systems systems, Contracts contracts, ChainNames names) {
        return new RegisteredChains(config.settings(), systems, contracts, names);
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
