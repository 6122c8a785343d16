package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A row that was taken.
 *
 * @param key what the row is known by
 * @param markValues what the mark statement's parameters are, by position
 */
record Row(String key, SourceEvent event, List<@Nullable Object> markValues) {
    /** Bytes of the event. */
    int size() {
        return event.body().length;
    }
}
