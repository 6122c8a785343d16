package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An event as it came from its source, unread.
 *
 * @param mapping the mapping that it is for
 * @param body the bytes of the event in the mapping's format; not copied, do not change them afterwards
 * @param metadata headers and message metadata, reachable as {@code $source} in expressions; headers that carry
 *            credentials ({@code Authorization}, {@code Proxy-Authorization}, {@code Cookie}) are left out
 * @param callerKey the key that the caller gave by itself ({@code Idempotency-Key} header); refused if the mapping's
 *            expression makes another one of the event
 * @param sourceKey how the source numbers the event (JMSMessageID, topic-partition-offset, outbox id): the idempotency
 *            key when there is neither an expression nor a caller's key
 * @param orderingKey the source's own ordering key (JMSXGroupID, Kafka record key), used when the mapping has no
 *            expression for it
 * @param replyTo where the sender wants the result, if it said so
 * @param unusable why the source could not take the event as it is; then the body is what can be shown of it, and the
 *            event is refused with this problem
 * @param client the API client that sent it; null if it came from a system. Proven, unlike what metadata says
 */
public record SourceEvent(
        String mapping,
        byte[] body,
        Map<String, String> metadata,
        @Nullable String callerKey,
        @Nullable String sourceKey,
        @Nullable String orderingKey,
        @Nullable ReplyAddress replyTo,
        @Nullable Problem unusable,
        @Nullable String client) {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization", "cookie");

    public SourceEvent {
        Map<String, String> kept = new HashMap<>(metadata);
        kept.keySet().removeIf(name -> CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)));
        metadata = Map.copyOf(kept);
    }

    /** An event that is whole. */
    public SourceEvent(String mapping, byte[] body, Map<String, String> metadata, @Nullable String callerKey,
            @Nullable String sourceKey, @Nullable String orderingKey, @Nullable ReplyAddress replyTo) {
        this(mapping, body, metadata, callerKey, sourceKey, orderingKey, replyTo, null);
    }

    /** An event of a system, whole or not. */
    public SourceEvent(String mapping, byte[] body, Map<String, String> metadata, @Nullable String callerKey,
            @Nullable String sourceKey, @Nullable String orderingKey, @Nullable ReplyAddress replyTo,
            @Nullable Problem unusable) {
        this(mapping, body, metadata, callerKey, sourceKey, orderingKey, replyTo, unusable, null);
    }

    /** The same, sent by an API client; null: by none. */
    public SourceEvent sentBy(@Nullable String sender) {
        return new SourceEvent(mapping, body, metadata, callerKey, sourceKey, orderingKey, replyTo, unusable, sender);
    }
}
