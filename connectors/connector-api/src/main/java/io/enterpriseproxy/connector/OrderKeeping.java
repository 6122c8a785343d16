package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a source that may give up the order of its events for speed. A mapping with an ordering key is refused on
 * such a source: calls are executed in the order in which they are accepted, which would be any.
 */
public interface OrderKeeping {
    /** The setting by which order is given up, such as {@code pollers: 4}; null if the order is kept. */
    @Nullable
    String givesUpOrderBy();
}
