package io.enterpriseproxy.mapping.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON (RFC 8259). Duplicate fields are refused, since readers disagree on which one counts. */
final class JsonFormat implements EventFormat {
    private final EventLimits limits;
    private final JsonFactory factory;

    JsonFormat(EventLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(limits.depth())
                        .maxNumberLength(limits.digits()).maxStringLength(limits.batchBytes()).build())
                .build();
    }

    static @Nullable Object readTrusted(String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try {
            return new JsonFormat(new EventLimits(Integer.MAX_VALUE, 1_000, 5_000, Integer.MAX_VALUE)).readAll(body,
                    Integer.MAX_VALUE);
        } catch (MalformedEvent e) {
            throw new IllegalArgumentException("stored JSON is malformed: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "json";
    }

    @Override
    public ReadOutcome read(byte[] body) {
        try {
            return new ReadOutcome.Read(readAll(body, limits.bytes()));
        } catch (MalformedEvent e) {
            return new ReadOutcome.Refused(e.problem());
        }
    }

    @Override
    public SplitOutcome split(byte[] body, int most) {
        return new SplitOutcome.Split(List.of(body));
    }

    private @Nullable Object readAll(byte[] body, int limit) throws MalformedEvent {
        if (body.length > limit) {
            throw MalformedEvent.tooLarge(body.length, limit);
        }
        if (!isUnicode(body)) {
            throw new MalformedEvent("not readable as JSON: some bytes are no UTF-8", 1, 0);
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
            return root(parser);
        } catch (JacksonException e) {
            throw unreadable(e, e.getLocation());
        }
    }

    /** The parser takes a slash in two bytes for a slash. UTF-16 and UTF-32 it knows by their zeros and marks. */
    private static boolean isUnicode(byte[] body) {
        int signs = 0;
        for (byte next : body) {
            signs |= next;
        }
        if (signs >= 0 || (body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xff) >= 0xfe))) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private @Nullable Object root(JsonParser parser) throws MalformedEvent {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new MalformedEvent("the event is empty", 1, 1);
            }
            Object event = value(parser, first);
            if (parser.nextToken() != null) {
                throw malformed(parser, "something follows the event");
            }
            return event;
        } catch (StreamConstraintsException e) {
            // Comes without its own place.
            throw unreadable(e, parser.currentLocation());
        }
    }

    private static MalformedEvent unreadable(JacksonException e, @Nullable TokenStreamLocation at) {
        return new MalformedEvent("not readable as JSON: " + e.getOriginalMessage(), at == null ? 1 : at.getLineNr(),
                at == null ? 1 : at.getColumnNr());
    }

    private @Nullable Object value(JsonParser parser, JsonToken token) throws MalformedEvent {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getBigIntegerValue();
            case VALUE_NUMBER_FLOAT -> decimal(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw malformed(parser, "unexpected " + token);
        };
    }

    private BigDecimal decimal(JsonParser parser) throws MalformedEvent {
        BigDecimal number = parser.getDecimalValue();
        if (Math.abs((long) number.scale()) > limits.digits()) {
            throw malformed(parser, "a number has more than " + limits.digits() + " digits");
        }
        return number;
    }

    private Map<String, @Nullable Object> object(JsonParser parser) throws MalformedEvent {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (object.containsKey(name)) {
                throw malformed(parser, "the field '" + name + "' is there twice");
            }
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private List<@Nullable Object> list(JsonParser parser) throws MalformedEvent {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(parser, token));
        }
        return list;
    }

    private static MalformedEvent malformed(JsonParser parser, String detail) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new MalformedEvent(detail, at.getLineNr(), at.getColumnNr());
    }
}
