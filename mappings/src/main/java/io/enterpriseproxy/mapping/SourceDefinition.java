package io.enterpriseproxy.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Where a mapping's events come from.
 *
 * @param kind the connector's word, or {@code rest}
 * @param connection null for a kind without connections
 * @param settings an instance of the connector's source settings, or {@link RestSourceSettings}
 */
public record SourceDefinition(String kind, @Nullable String connection, Record settings) {}
