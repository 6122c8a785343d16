package io.enterpriseproxy.adapter.evm;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Sends transactions to further nodes beside the one whose answer counts, so that they spread though that one dies. Nobody
 * waits for them, and what these nodes say counts for nothing: most often that they know the transaction already.
 */
final class SpareBroadcasts {
    private static final Logger LOG = LoggerFactory.getLogger(SpareBroadcasts.class);
    /** Most that are on their way to one node; one that is slower gets no more until it has answered. */
    private static final int AT_ONCE = 4;

    private final Duration timeout;
    private final Map<Node, Semaphore> room = new HashMap<>();

    SpareBroadcasts(List<Node> nodes, Duration timeout) {
        this.timeout = timeout;
        nodes.forEach(node -> room.put(node, new Semaphore(AT_ONCE)));
    }

    void send(List<RpcRequest> calls, List<Node> to) {
        to.forEach(node -> {
            Semaphore ofNode = room.get(node);
            if (ofNode != null && ofNode.tryAcquire()) {
                Thread.ofVirtual().name("broadcast " + node).start(() -> {
                    try {
                        send(calls, node);
                    } finally {
                        ofNode.release();
                    }
                });
            }
        });
    }

    private void send(List<RpcRequest> calls, Node node) {
        Fault fault = new BatchRun<>(node, new Calls<>(calls, ResultReader.TEXT, error -> true), timeout).run();
        if (fault != null) {
            LOG.debug("{} transactions did not get to {}, which {}", calls.size(), node, fault.reason());
            node.putAside(fault);
        }
    }
}
