package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.mapping.Mapping;

/**
 * A mapping at a version.
 *
 * @param paused whether new events are refused
 */
public record PublishedMapping(Mapping mapping, int version, boolean paused) {}
