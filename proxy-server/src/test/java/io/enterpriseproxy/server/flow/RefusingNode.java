package io.enterpriseproxy.server.flow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node that gives logs of few blocks at once, as those of hosted gateways do. */
final class RefusingNode extends NodeInFront {
    private final URI node;
    private final int most;
    /** The sizes of the ranges that were answered. */
    final List<Long> answered = new CopyOnWriteArrayList<>();

    /** @param most blocks */
    RefusingNode(URI node, int most) {
        this.node = node;
        this.most = most;
    }

    @Override
    String answer(JsonNode request) throws IOException, InterruptedException {
        return each(request, this::one);
    }

    private JsonNode one(JsonNode call) throws IOException, InterruptedException {
        JsonNode query = call.path("params").path(0);
        if (call.path("method").asString().equals("eth_getLogs") && query.has("fromBlock")) {
            long blocks = Long.decode(query.path("toBlock").asString())
                    - Long.decode(query.path("fromBlock").asString()) + 1;
            if (blocks > most) {
                ObjectNode refused = JSON.createObjectNode();
                refused.put("jsonrpc", "2.0").set("id", call.path("id"));
                refused.putObject("error").put("code", -32005).put("message", "query exceeds max block range " + most);
                return refused;
            }
            answered.add(blocks);
        }
        return JSON.readTree(forward(node, call));
    }
}
