package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** The subscriptions to all nodes of a chain that have a WebSocket, from when somebody listens. Thread-safe. */
final class HeadSubscriptions implements AutoCloseable {
    private final HttpClient http;
    private final String chain;
    private final Duration timeout;
    private final List<HeadSubscription> open = new ArrayList<>();
    private List<EvmNodeSettings> nodes;
    private @Nullable LongConsumer heard;

    HeadSubscriptions(HttpClient http, EvmChainSettings chain) {
        this.http = http;
        this.chain = chain.name();
        this.timeout = chain.timeout();
        this.nodes = chain.nodes();
    }

    /** @param told the numbers that nodes name; on any thread */
    synchronized void listen(LongConsumer told) {
        heard = told;
        subscribe();
    }

    synchronized void replace(List<EvmNodeSettings> others) {
        nodes = others;
        subscribe();
    }

    synchronized boolean anyAlive() {
        return open.stream().anyMatch(HeadSubscription::isAlive);
    }

    private void subscribe() {
        close();
        LongConsumer listener = heard;
        if (listener == null) {
            return;
        }
        for (EvmNodeSettings node : nodes) {
            URI url = node.ws();
            if (url != null) {
                HeadSubscription subscription = new HeadSubscription(http, url, node, chain, timeout, listener);
                subscription.start();
                open.add(subscription);
            }
        }
    }

    @Override
    public synchronized void close() {
        open.forEach(HeadSubscription::close);
        open.clear();
    }
}
