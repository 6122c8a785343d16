package io.enterpriseproxy.server.crash;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An ERP that sends one document after the other, some at a time, and sends those again that nobody has acknowledged: a
 * document is behind all that were acknowledged before it.
 */
final class Load implements AutoCloseable {
    static final int CUSTOMERS = 12;
    private static final int ACCEPTED = 202;
    private static final int TOGETHER = 4;
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Thread sender;
    private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    private final List<String> contradictions = new CopyOnWriteArrayList<>();
    private final AtomicInteger unavailable = new AtomicInteger();
    private volatile @Nullable Receiver server;
    private volatile int next;

    /** A server that takes documents. */
    @FunctionalInterface
    interface Receiver {
        /** Posts a JSON array of events. */
        HttpResponse<String> postBatch(String mapping, String events) throws IOException, InterruptedException;
    }

    Load() {
        this.sender = Thread.ofPlatform().daemon().name("load").start(this::run);
    }

    /** From now on documents go to this server; null: to none. */
    void to(@Nullable Receiver receiver) {
        server = receiver;
    }

    /** How many documents were acknowledged: their numbers are those below. */
    int count() {
        return next;
    }

    /** How often a server said that it cannot take them now. */
    int unavailable() {
        return unavailable.get();
    }

    /** The call of a document that was acknowledged. */
    String call(int document) {
        return acknowledged.getOrDefault(document, "none");
    }

    /** The calls that were acknowledged up to now. */
    Set<String> calls() {
        return Set.copyOf(acknowledged.values());
    }

    static String customer(int document) {
        return "c" + document % CUSTOMERS;
    }

    /** Sends no more, but for those that are on their way: until they are acknowledged. */
    void finish(Receiver receiver) {
        to(null);
        Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(PAUSE).until(() -> sendNext(receiver));
    }

    /** Sends everything once more; answers what was told otherwise than before. */
    synchronized List<String> repeatAll(Receiver receiver) throws IOException, InterruptedException {
        for (int from = 0; from < next; from += 500) {
            if (!send(receiver, from, Math.min(next, from + 500))) {
                contradictions.add("documents from " + from + " on are not taken once more");
            }
        }
        return List.copyOf(contradictions);
    }

    private void run() {
        while (!Thread.interrupted()) {
            Receiver receiver = server;
            if (receiver != null) {
                sendNext(receiver);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private synchronized boolean sendNext(Receiver receiver) {
        try {
            boolean taken = send(receiver, next, next + TOGETHER);
            next += taken ? TOGETHER : 0;
            return taken;
        } catch (IOException deadOrNotThereYet) {
            return false; // They are sent again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean send(Receiver receiver, int from, int to) throws IOException, InterruptedException {
        HttpResponse<String> answer = receiver.postBatch("count", IntStream.range(from, to)
                .mapToObj(no -> "{\"no\":\"" + no + "\",\"customer\":\"" + customer(no) + "\"}")
                .collect(Collectors.joining(",", "[", "]")));
        if (answer.statusCode() != 200) {
            unavailable.incrementAndGet();
            return false;
        }
        boolean all = true;
        for (JsonNode item : JSON.readTree(answer.body())) {
            int document = from + item.path("index").asInt();
            if (item.path("httpStatus").asInt() != ACCEPTED) {
                unavailable.incrementAndGet();
                all = false;
                continue;
            }
            String call = item.path("id").asString("");
            String before = acknowledged.putIfAbsent(document, call);
            if (before != null && !before.equals(call)) {
                contradictions.add("document " + document + " was call " + before + " and is call " + call);
            }
        }
        return all;
    }

    @Override
    public void close() {
        server = null;
        sender.interrupt();
    }
}
