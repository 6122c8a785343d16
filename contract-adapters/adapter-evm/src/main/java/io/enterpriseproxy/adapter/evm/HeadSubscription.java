package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Hears of new blocks by a node's WebSocket ({@code eth_subscribe newHeads}), and connects again after a while whenever that
 * ends. What it hears is a hint to look, and never more: blocks are read as ever.
 */
final class HeadSubscription implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeadSubscription.class);
    private static final String SUBSCRIBE = """
            {"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]}""";
    private static final Duration PING = Duration.ofSeconds(10);
    /** Without a word, a pong included, the connection is taken for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(25);
    private static final int MOST_CHARS = 1 << 20;

    private final HttpClient http;
    private final URI url;
    private final EvmNodeSettings node;
    private final String chain;
    private final Duration timeout;
    private final LongConsumer heard;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean alive;
    private volatile @Nullable Thread thread;
    private int failures;

    /**
     * @param url ws or wss
     * @param timeout for connecting
     * @param heard is told the number that a node names; on any thread
     */
    HeadSubscription(HttpClient http, URI url, EvmNodeSettings node, String chain, Duration timeout,
            LongConsumer heard) {
        this.http = http;
        this.url = url;
        this.node = node;
        this.chain = chain;
        this.timeout = timeout;
        this.heard = heard;
    }

    void start() {
        thread = Thread.ofVirtual().name("new-heads " + node.origin()).start(this::run);
    }

    /** Whether the node has agreed to tell, and the connection stands. */
    boolean isAlive() {
        return alive;
    }

    private void run() {
        try {
            do {
                String end = connection();
                LOG.atDebug().addKeyValue("chain", chain).log("{} tells of no new blocks: {}", node.origin(), end);
                failures++;
            } while (!closed.await(NodeHealth.pauseAfter(failures).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection from its beginning to its end; returns why it ended. */
    private String connection() throws InterruptedException {
        Messages messages = new Messages();
        WebSocket socket = null;
        try {
            WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(timeout);
            node.headers().forEach(builder::header);
            socket = builder.buildAsync(url, messages).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            socket.sendText(SUBSCRIBE, true).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            while (!messages.ended.await(PING.toMillis(), TimeUnit.MILLISECONDS)) {
                if (messages.silentFor().compareTo(SILENCE) > 0) {
                    return "silent for " + SILENCE.toSeconds() + " s";
                }
                socket.sendPing(ByteBuffer.allocate(0)).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
            return messages.why;
        } catch (ExecutionException e) {
            return "cannot be connected to, or broke the connection: " + e.getCause();
        } catch (TimeoutException e) {
            return "did not answer within " + timeout.toMillis() + " ms";
        } finally {
            alive = false;
            if (socket != null) {
                socket.abort();
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private final class Messages implements WebSocket.Listener {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final StringBuilder text = new StringBuilder();
        private volatile String why = "";
        private volatile long last = System.nanoTime();

        private Duration silentFor() {
            return Duration.ofNanos(System.nanoTime() - last);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean whole) {
            last = System.nanoTime();
            text.append(part);
            if (text.length() > MOST_CHARS) {
                return end("a message is longer than " + MOST_CHARS + " characters");
            }
            if (whole) {
                String message = text.toString();
                text.setLength(0);
                try {
                    take(JsonMapper.shared().readTree(message));
                } catch (RuntimeException e) {
                    // The message is another system's: there is no telling what reading trips over.
                    return end("a message cannot be read: " + e.getMessage());
                }
            }
            socket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            if (message.has("error")) {
                end("refuses the subscription: " + message.path("error").path("message").asString(""));
            } else if (message.path("id").asInt(0) == 1) {
                alive = true;
            } else if (message.path("method").asString("").equals("eth_subscription")) {
                failures = 0;
                heard.accept(Quantity.toLong(message.path("params").path("result").path("number").asString("")));
            }
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            last = System.nanoTime();
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            return end("closed by the node with status " + status);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            end("broke the connection: " + error);
        }

        private @Nullable CompletionStage<?> end(String reason) {
            why = reason;
            alive = false;
            ended.countDown();
            return null;
        }
    }
}
