package io.enterpriseproxy.server.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is kept of an event's source: its metadata, its ordering key, its reply address and the client that sent it. {@code read(write(e)) = e}
 * for each.
 */
public final class SourceJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SourceJson() {}

    /** @param orderingKey the source's own; absent in rows of earlier versions */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(Map<String, String> metadata, @Nullable String orderingKey, @Nullable ReplyAddress replyTo,
            @Nullable String client) {}

    /** Null if there is nothing to keep. */
    public static @Nullable String write(SourceEvent event) {
        if (event.metadata().isEmpty() && event.orderingKey() == null && event.replyTo() == null
                && event.client() == null) {
            return null;
        }
        return JSON.writeValueAsString(new Stored(event.metadata(), event.orderingKey(), event.replyTo(),
                event.client()));
    }

    public static Map<String, String> metadata(@Nullable String stored) {
        return stored == null ? Map.of() : new LinkedHashMap<>(JSON.readValue(stored, Stored.class).metadata());
    }

    /** The source's own ordering key. */
    public static @Nullable String orderingKey(@Nullable String stored) {
        return stored == null ? null : JSON.readValue(stored, Stored.class).orderingKey();
    }

    public static @Nullable ReplyAddress replyTo(@Nullable String stored) {
        return stored == null ? null : JSON.readValue(stored, Stored.class).replyTo();
    }

    /** The API client that sent it, or that edited it last; null if none did. */
    public static @Nullable String client(@Nullable String stored) {
        return stored == null ? null : JSON.readValue(stored, Stored.class).client();
    }

    /** The same as stored, with another client in place of the one that sent it. */
    public static String editedBy(@Nullable String stored, String editor) {
        return JSON.writeValueAsString(
                new Stored(metadata(stored), orderingKey(stored), replyTo(stored), editor));
    }
}
