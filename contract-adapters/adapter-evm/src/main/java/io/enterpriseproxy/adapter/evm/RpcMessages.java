package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** JSON-RPC 2.0 messages: one call as an object, several as a batch. A call's id is its place in the batch, from 1. */
final class RpcMessages {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RpcMessages() {}

    static byte[] write(List<RpcRequest> calls) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * calls.size());
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            boolean batch = calls.size() > 1;
            if (batch) {
                json.writeStartArray();
            }
            for (int i = 0; i < calls.size(); i++) {
                write(json, i + 1, calls.get(i));
            }
            if (batch) {
                json.writeEndArray();
            }
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, int id, RpcRequest call) {
        json.writeStartObject();
        json.writeStringProperty("jsonrpc", "2.0");
        json.writeNumberProperty("id", id);
        json.writeStringProperty("method", call.method());
        json.writePOJOProperty("params", call.params());
        json.writeEndObject();
    }

    /**
     * Reads the replies in the order of the calls; one whose id is missing is {@link Unanswered}.
     *
     * @throws tools.jackson.core.JacksonException if it is not JSON or ends too early
     * @throws IllegalArgumentException if it is something else than replies, or a result has the wrong form
     */
    static <T> List<RpcReply<T>> read(byte[] body, int calls, ResultReader<T> reader) {
        List<RpcReply<T>> replies = new ArrayList<>(
                Collections.nCopies(calls, new Unanswered<T>("left this call out of its reply")));
        try (JsonParser json = JSON.createParser(body)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                readOne(json, reader).placeAlone(replies);
            } else if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    readOne(json, reader).place(replies);
                }
                expect(json, JsonToken.END_ARRAY);
            } else {
                throw new IllegalArgumentException("a reply is a JSON object or array, found " + first);
            }
        }
        return replies;
    }

    private static <T> Identified<T> readOne(JsonParser json, ResultReader<T> reader) {
        long id = 0;
        RpcReply<T> reply = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (name.equals("id") && token == JsonToken.VALUE_NUMBER_INT) {
                id = json.getLongValue();
            } else if (name.equals("result") && !(reply instanceof Refused)) {
                reply = token == JsonToken.VALUE_NULL ? new Nothing<>() : new Value<>(reader.read(json));
            } else if (name.equals("error") && token == JsonToken.START_OBJECT) {
                reply = new Refused<>(readError(json));
            } else {
                json.skipChildren();
            }
        }
        expect(json, JsonToken.END_OBJECT);
        return new Identified<>(id, reply);
    }

    private static RpcError readError(JsonParser json) {
        JsonNode error = json.readValueAsTree();
        JsonNode data = error.path("data");
        return new RpcError(error.path("code").asLong(0), error.path("message").asString(""),
                data.isNull() ? MissingNode.getInstance() : data);
    }

    private static void expect(JsonParser json, JsonToken token) {
        if (json.currentToken() != token) {
            throw new IllegalArgumentException("expected " + token + ", found " + json.currentToken());
        }
    }

    private record Identified<T>(long id, @Nullable RpcReply<T> reply) {
        void place(List<RpcReply<T>> replies) {
            if (reply != null && id >= 1 && id <= replies.size()) {
                replies.set((int) id - 1, reply);
            }
        }

        /** An object alone answers a single call, whatever its id says if it is an error; a batch it only refuses. */
        void placeAlone(List<RpcReply<T>> replies) {
            boolean answers = reply instanceof Refused || (reply != null && id == 1);
            if (replies.size() > 1 || !answers) {
                throw new IllegalArgumentException(reply instanceof Refused<T> refused
                        ? "the batch is refused as a whole with " + refused.error().shown()
                        : "an object that answers nothing");
            }
            replies.set(0, reply);
        }
    }
}
