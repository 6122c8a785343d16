package io.enterpriseproxy.server.flow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * What a load balancer in front of two nodes answers, one of which is still on a fork: blocks of the one, and of some methods
 * what the other said before the fork was given up.
 */
final class ForkedNode extends NodeInFront {
    private final URI node;
    private volatile Map<String, JsonNode> onTheFork;

    /** @param onTheFork results by method */
    ForkedNode(URI node, Map<String, JsonNode> onTheFork) {
        this.node = node;
        this.onTheFork = onTheFork;
    }

    /** Both are on the same chain from now on. */
    void join() {
        onTheFork = Map.of();
    }

    @Override
    String answer(JsonNode request) throws IOException, InterruptedException {
        return each(request, this::one);
    }

    private JsonNode one(JsonNode call) throws IOException, InterruptedException {
        JsonNode old = onTheFork.get(call.path("method").asString());
        if (old == null) {
            return JSON.readTree(forward(node, call));
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.put("jsonrpc", "2.0");
        answer.set("id", call.path("id"));
        answer.set("result", old);
        return answer;
    }
}
