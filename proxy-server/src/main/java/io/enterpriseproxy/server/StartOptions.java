package io.enterpriseproxy.server;

import io.enterpriseproxy.server.config.Overrides;

import java.nio.file.Path;

/**
 * What a server is started from.
 *
 * @param config the configuration file
 * @param mappings the directory of mapping files
 * @param overrides what is said beside the configuration file
 */
public record StartOptions(Path config, Path mappings, Overrides overrides) {
    public StartOptions(Path config, Path mappings) {
        this(config, mappings, Overrides.NONE);
    }
}
