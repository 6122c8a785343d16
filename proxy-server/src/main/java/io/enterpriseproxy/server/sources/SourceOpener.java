package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.mapping.ContractSource;
import io.enterpriseproxy.mapping.RestSourceSettings;
import io.enterpriseproxy.mapping.SourceDefinition;
import io.enterpriseproxy.server.api.RestPaths;
import io.enterpriseproxy.server.catalog.ConnectionCatalog;

/** Opens the source that a mapping names: a path of our own HTTP server, or one of a connection. */
final class SourceOpener {
    private final RestPaths paths;
    private final ConnectionCatalog connections;
    private final Intake intake;

    SourceOpener(RestPaths paths, ConnectionCatalog connections, Intake intake) {
        this.paths = paths;
        this.connections = connections;
        this.intake = intake;
    }

    SourceRoute open(String mapping, SourceDefinition source) {
        if (source.settings() instanceof RestSourceSettings rest) {
            return new RestRoute(paths, mapping, rest);
        }
        if (source.settings() instanceof ContractSource) {
            return new ContractEventsRoute();
        }
        if (source.connection() == null) {
            throw new IllegalStateException(
                    "the source " + source.kind() + " of mapping " + mapping + " has no connection");
        }
        return connections.get(source.connection()).openSource(mapping, source.settings(), intake);
    }
}
