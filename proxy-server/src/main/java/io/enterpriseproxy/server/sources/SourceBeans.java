package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.server.api.RestPaths;
import io.enterpriseproxy.server.catalog.ConnectionCatalog;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourceBeans {
    @Bean
    SourceRoutes sourceRoutes(PublishedMappings mappings, RestPaths paths, ConnectionCatalog connections,
            Intake intake) {
        return new SourceRoutes(mappings::listen, new SourceOpener(paths, connections, intake)::open);
    }
}
