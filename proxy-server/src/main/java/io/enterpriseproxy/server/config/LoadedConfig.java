package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.Place;

import java.nio.file.Path;
import java.util.Map;

/**
 * A configuration without faults.
 *
 * @param file where it was read from
 * @param connections by name: the connector's word and its settings
 * @param parts the file's tree below {@code enterprise-proxy}
 */
public record LoadedConfig(Path file, ProxyConfig settings, Map<String, Choice> connections, Node parts) {
    public LoadedConfig {
        connections = Map.copyOf(connections);
    }

    /** Where a setting stands, for faults that are found later; the nearest part above it if it is not there. */
    public Place placeOf(String... keys) {
        return Nodes.nearest(parts, keys).place();
    }
}
