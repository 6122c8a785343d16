package io.enterpriseproxy.server.flow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.stream.Stream;

/** What a node answers that does not have the newest blocks yet. */
final class OlderNode {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OlderNode() {}

    /** Hands a request on to a node that has all blocks. */
    interface Forward {
        String answer(JsonNode request) throws IOException, InterruptedException;
    }

    /** @param newest number of the newest block that it has */
    static String answer(JsonNode request, long newest, Forward forward) throws IOException, InterruptedException {
        JsonNode older = JSON.readTree(request.toString().replace("\"latest\"", "\"0x" + Long.toHexString(newest)
                + "\""));
        JsonNode answers = JSON.readTree(forward.answer(older));
        if (!answers.isArray()) {
            return asOf(newest, older, answers).toString();
        }
        ArrayNode seen = JSON.createArrayNode();
        for (int i = 0; i < answers.size(); i++) {
            seen.add(asOf(newest, older.get(i), answers.get(i)));
        }
        return seen.toString();
    }

    static ObjectNode error(JsonNode call, int code, String message) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("jsonrpc", "2.0");
        answer.set("id", call.path("id"));
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    private static JsonNode asOf(long newest, JsonNode call, JsonNode answer) {
        JsonNode result = answer.path("result");
        JsonNode place = result.isArray() && !result.isEmpty() ? result.get(0) : result;
        boolean unseen = Stream.of("number", "blockNumber").map(place::path).filter(JsonNode::isString)
                .anyMatch(number -> Long.decode(number.asString()) > newest);
        JsonNode block = call.path("params").path(1);
        boolean unknownState = call.path("method").asString().equals("eth_getTransactionCount")
                && block.asString().startsWith("0x") && Long.decode(block.asString()) > newest;
        if (unknownState) {
            return error(call, -32000, "header not found");
        }
        if (unseen) {
            ObjectNode nothing = JSON.createObjectNode();
            nothing.put("jsonrpc", "2.0");
            nothing.set("id", call.path("id"));
            nothing.putNull("result");
            return nothing;
        }
        return answer;
    }
}
