package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.contracts.DevChain;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;

/** One of several nodes of a chain, which turns bad when a test says so. */
final class TurningNode extends NodeInFront {
    /** What becomes of it. */
    enum Turn {
        /** It is gone: connections are refused. */
        KILLED,
        /** It takes requests and never answers. */
        HANGS,
        /** It gets no further blocks, but takes transactions. */
        LAGS,
        /** It is on another fork of the chain, transactions included. */
        FORKED,
        /** It is on another chain with another chain id. */
        OTHER_CHAIN
    }

    private final DevChain chain;
    private final LongConsumer arrivals;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Turned turned;

    private record Turned(Turn to, DevChain other, long newest) {}

    /** @param arrivals hears the time ({@link System#nanoTime}) whenever transactions have got to the chain through it */
    TurningNode(DevChain chain, LongConsumer arrivals) {
        this.chain = chain;
        this.arrivals = arrivals;
    }

    /** @param other the fork, or the other chain */
    void turn(Turn to, DevChain other) {
        turned = new Turned(to, other, chain.blockNumber());
        if (to == Turn.KILLED) {
            stop();
        }
    }

    @Override
    String answer(JsonNode request) throws IOException, InterruptedException {
        Turned now = turned;
        if (now == null) {
            return onChain(request);
        }
        return switch (now.to()) {
            case KILLED, HANGS -> {
                closed.await();
                yield "";
            }
            case LAGS -> OlderNode.answer(request, now.newest(), this::onChain);
            case FORKED -> forked(request, now.other().url());
            case OTHER_CHAIN -> forward(now.other().url(), request);
        };
    }

    /** The fork has another block 0, since it is another dev chain; that is hidden. */
    private String forked(JsonNode request, URI fork) throws IOException, InterruptedException {
        return each(request,
                call -> JSON.readTree(forward(isForGenesis(call) ? chain.url() : fork, call)));
    }

    private static boolean isForGenesis(JsonNode call) {
        return call.path("method").asString().equals("eth_getBlockByNumber")
                && call.path("params").path(0).asString().equals("0x0");
    }

    private String onChain(JsonNode request) throws IOException, InterruptedException {
        String answer = forward(chain.url(), request);
        JsonNode first = request.isArray() ? request.path(0) : request;
        if (first instanceof ObjectNode call && call.path("method").asString().equals("eth_sendRawTransaction")) {
            arrivals.accept(System.nanoTime());
        }
        return answer;
    }

    @Override
    public void close() {
        closed.countDown();
        super.close();
    }
}
