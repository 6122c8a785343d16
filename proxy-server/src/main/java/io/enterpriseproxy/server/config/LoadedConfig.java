package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.Choice;

import java.nio.file.Path;
import java.util.Map;

/**
 * A configuration without faults.
 *
 * @param file where it was read from
 * @param connections by name: the connector's word and its settings
 */
public record LoadedConfig(Path file, ProxyConfig settings, Map<String, Choice> connections) {
    public LoadedConfig {
        connections = Map.copyOf(connections);
    }
}
