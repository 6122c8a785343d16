package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.ReplyAddress;
import io.enterpriseproxy.connector.SourceEvent;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;

/** Messages as events. */
final class JmsEvents {
    /** No event is larger: what is above this would only fill the memory on its way to being refused. */
    static final int MOST_BYTES = 16 << 20;
    /** Of a body that is refused for its size, so much is kept to know it by. */
    private static final int SHOWN_BYTES = 64 << 10;
    private static final byte[] NO_BODY = {};

    private JmsEvents() {}

    /**
     * A text or bytes message's body is the event. Of another type the encoded body is taken as it is, never unpacked: no
     * mapping can read it, so that it ends as a dead letter with its payload.
     */
    static SourceEvent read(String mapping, Message message) throws JMSException {
        String id = message.getJMSMessageID();
        String correlationId = message.getJMSCorrelationID();
        ReplyAddress replyTo = new ReplyAddress(address(message.getJMSReplyTo()),
                correlationId == null ? id : correlationId);
        long size = size(message);
        Problem tooLarge = size <= MOST_BYTES
                ? null
                : new Problem(ProblemCode.EVENT_TOO_LARGE, "the message is too large", null, size + " bytes",
                        "at most " + MOST_BYTES);
        return new SourceEvent(mapping, body(message, tooLarge == null ? size : SHOWN_BYTES), metadata(message), null,
                id, message.getStringProperty("JMSXGroupID"), replyTo, tooLarge);
    }

    /** Of the body, without reading it; of a text in characters. */
    private static long size(Message message) throws JMSException {
        return switch (message) {
            case TextMessage text -> text.getText() == null ? 0 : text.getText().length();
            case BytesMessage bytes -> bytes.getBodyLength();
            case ActiveMQMessage other -> other.getCoreMessage().getBodyBufferSize();
            default -> 0;
        };
    }

    /** The address by which a target finds a destination: a queue's plain name, otherwise with its kind in front. */
    static @Nullable String address(@Nullable Destination destination) throws JMSException {
        return switch (destination) {
            case null -> null;
            case TemporaryQueue queue -> "temp-queue://" + queue.getQueueName();
            case Queue queue -> queue.getQueueName();
            case Topic topic -> "topic://" + topic.getTopicName();
            default -> destination.toString();
        };
    }

    /** @param most how much of it */
    private static byte[] body(Message message, long most) throws JMSException {
        int length = Math.toIntExact(Math.min(most, size(message)));
        return switch (message) {
            case TextMessage text -> text.getText() == null
                    ? NO_BODY
                    : text.getText().substring(0, length).getBytes(StandardCharsets.UTF_8);
            case BytesMessage bytes -> {
                byte[] body = new byte[length];
                bytes.readBytes(body);
                yield body;
            }
            case ActiveMQMessage other -> {
                byte[] body = new byte[length];
                other.getCoreMessage().getDataBuffer().readBytes(body);
                yield body;
            }
            default -> NO_BODY;
        };
    }

    private static Map<String, String> metadata(Message message) throws JMSException {
        Map<String, String> metadata = new HashMap<>();
        put(metadata, "JMSMessageID", message.getJMSMessageID());
        put(metadata, "JMSCorrelationID", message.getJMSCorrelationID());
        put(metadata, "JMSType", message.getJMSType());
        put(metadata, "JMSDestination", address(message.getJMSDestination()));
        put(metadata, "JMSReplyTo", address(message.getJMSReplyTo()));
        put(metadata, "JMSTimestamp", message.getJMSTimestamp());
        for (String name : names(message.getPropertyNames())) {
            if (!name.startsWith("_AMQ") && !name.startsWith("__AMQ") && !name.equals("JMSXDeliveryCount")) {
                put(metadata, name, message.getObjectProperty(name));
            }
        }
        return metadata;
    }

    private static void put(Map<String, String> metadata, String name, @Nullable Object value) {
        if (value != null) {
            metadata.put(name, value.toString());
        }
    }

    private static Iterable<String> names(Enumeration<?> enumeration) {
        return Collections.list(enumeration).stream().map(Object::toString).toList();
    }
}
