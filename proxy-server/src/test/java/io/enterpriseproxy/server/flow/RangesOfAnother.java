package io.enterpriseproxy.server.flow;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/** A node that answers ranges of logs with what is not so, as a cache does that is on a fork or mixes up its answers. */
final class RangesOfAnother extends NodeInFront {
    private final URI node;
    private final Consumer<ObjectNode> change;
    private volatile boolean mended;

    /** @param change what it makes of each log */
    RangesOfAnother(URI node, Consumer<ObjectNode> change) {
        this.node = node;
        this.change = change;
    }

    /** It answers what is so from now on. */
    void mend() {
        mended = true;
    }

    @Override
    String answer(JsonNode request) throws IOException, InterruptedException {
        return each(request, this::one);
    }

    private JsonNode one(JsonNode call) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(forward(node, call));
        boolean range = call.path("method").asString().equals("eth_getLogs") && call.at("/params/0").has("fromBlock");
        if (range && !mended) {
            answer.path("result").forEach(log -> change.accept((ObjectNode) log));
        }
        return answer;
    }
}
