package io.enterpriseproxy.connector.kafka;

import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.Result;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/** Results as records. */
final class KafkaResults {
    private KafkaResults() {}

    /** The ordering key, or else the call's id, is the record's key and so picks its partition. */
    static ProducerRecord<byte[], byte[]> message(String topic, Result result) {
        String key = result.orderingKey() == null ? result.callId() : result.orderingKey();
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(topic, bytes(key), bytes(result.payload()));
        message.headers().add("ep-result-id", bytes(result.id()))
                .add("ep-call-id", bytes(result.callId()))
                .add("ep-status", bytes(result.status()));
        ReplyAddress replyTo = result.replyTo();
        if (replyTo != null && replyTo.correlationId() != null) {
            message.headers().add("correlation-id", bytes(replyTo.correlationId()));
        }
        return message;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
