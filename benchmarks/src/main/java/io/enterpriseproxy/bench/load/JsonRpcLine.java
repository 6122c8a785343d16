package io.enterpriseproxy.bench.load;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** One connection to a node. One thread. */
public final class JsonRpcLine implements AutoCloseable {
    private final HttpLine line;

    private JsonRpcLine(HttpLine line) {
        this.line = line;
    }

    /** Connects to a node on the loopback interface. */
    public static JsonRpcLine open(int port) throws IOException {
        return new JsonRpcLine(HttpLine.open(port, "/", ""));
    }

    /**
     * Calls a method.
     *
     * @param params a JSON array
     * @throws IOException if the node answers with an error
     */
    public JsonNode call(String method, String params) throws IOException {
        JsonNode reply = JsonMapper.shared().readTree(line
                .post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}").body());
        if (reply.has("error")) {
            throw new IOException(method + ": " + reply.get("error"));
        }
        return reply.get("result");
    }

    /** Posts a whole message, and returns the reply as text. */
    public String post(String message) throws IOException {
        return line.post(message).text();
    }

    @Override
    public void close() {
        line.close();
    }
}
