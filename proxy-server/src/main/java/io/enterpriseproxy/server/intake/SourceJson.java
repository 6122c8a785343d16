package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.SourceEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is kept of an event's source: its metadata and its reply address. {@code read(write(e)) = e} for both. */
public final class SourceJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SourceJson() {}

    private record Stored(Map<String, String> metadata, @Nullable ReplyAddress replyTo) {}

    /** Null if there is nothing to keep. */
    static @Nullable String write(SourceEvent event) {
        if (event.metadata().isEmpty() && event.replyTo() == null) {
            return null;
        }
        return JSON.writeValueAsString(new Stored(event.metadata(), event.replyTo()));
    }

    public static Map<String, String> metadata(@Nullable String stored) {
        return stored == null ? Map.of() : new LinkedHashMap<>(JSON.readValue(stored, Stored.class).metadata());
    }

    public static @Nullable ReplyAddress replyTo(@Nullable String stored) {
        return stored == null ? null : JSON.readValue(stored, Stored.class).replyTo();
    }
}
