package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.mapping.Mapping;

/**
 * A mapping at a version.
 *
 * @param fromFile whether it came with the files of the mappings directory, which grants it its keys
 * @param paused whether new events are refused
 */
public record PublishedMapping(Mapping mapping, int version, boolean fromFile, boolean paused) {}
