package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.SourceEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Records as events. */
final class KafkaEvents {
    private static final byte[] NO_BODY = {};

    private KafkaEvents() {}

    /** The value is the event; a record without a value is an empty one. */
    static SourceEvent read(String mapping, ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> metadata = metadata(message);
        String correlationId = metadata.getOrDefault("correlation-id", metadata.get("correlationId"));
        byte @Nullable [] value = message.value();
        return new SourceEvent(mapping, value == null ? NO_BODY : value, metadata, null,
                message.topic() + "-" + message.partition() + "-" + message.offset(), text(message.key()),
                correlationId == null ? null : new ReplyAddress(null, correlationId));
    }

    private static Map<String, String> metadata(ConsumerRecord<byte[], byte[]> message) {
        Map<String, String> metadata = new HashMap<>();
        for (Header header : message.headers()) {
            put(metadata, header.key(), text(header.value()));
        }
        put(metadata, "key", text(message.key()));
        put(metadata, "topic", message.topic());
        put(metadata, "partition", String.valueOf(message.partition()));
        put(metadata, "offset", String.valueOf(message.offset()));
        put(metadata, "timestamp", String.valueOf(message.timestamp()));
        return metadata;
    }

    private static void put(Map<String, String> metadata, String name, @Nullable String value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }

    /** UTF-8, or hex if it is none: two keys that differ must not become one. */
    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return "0x" + HexFormat.of().formatHex(bytes);
        }
    }
}
