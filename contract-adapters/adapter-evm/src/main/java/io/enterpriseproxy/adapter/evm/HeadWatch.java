package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.adapter.evm.Sighting.Marks;
import io.enterpriseproxy.chain.Block;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Asks all nodes of a chain for their newest block once a second, and holds what they say to each other. */
final class HeadWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final String chain;
    private final List<Node> nodes;
    private final int maxLag;
    private final Duration timeout;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long head = -1;
    private Marks marks = Marks.NONE;

    /** @param timeout of each question */
    HeadWatch(String chain, List<Node> nodes, int maxLag, Duration timeout) {
        this.chain = chain;
        this.nodes = nodes;
        this.maxLag = maxLag;
        this.timeout = timeout;
    }

    /** Begins with the first call. */
    void start() {
        if (started.compareAndSet(false, true)) {
            Thread.ofVirtual().name("heads-" + chain).start(this::run);
        }
    }

    /** Number of the newest block that counts; negative: not known yet. */
    long head() {
        return head;
    }

    private void run() {
        try {
            do {
                try {
                    round();
                } catch (RuntimeException e) {
                    LOG.atWarn().addKeyValue("chain", chain).setCause(e)
                            .log("The chain's nodes could not be compared; they are again in a second");
                }
            } while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One comparison, by one thread at a time. */
    private void round() throws InterruptedException {
        List<@Nullable Sighting> seen = new ArrayList<@Nullable Sighting>(
                Collections.<@Nullable Sighting>nCopies(nodes.size(), null));
        Marks asked = marks;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            int place = i;
            threads.add(Thread.ofVirtual().name("head " + nodes.get(i)).start(() -> {
                Sighting sighting = look(nodes.get(place), asked);
                synchronized (seen) {
                    seen.set(place, sighting);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        HeadJudgement judgement = HeadJudgement.of(seen, asked, maxLag);
        for (int i = 0; i < nodes.size(); i++) {
            Sighting sighting = seen.get(i);
            if (sighting != null) {
                nodes.get(i).compared(sighting.head(), judgement.faults().get(i));
            }
        }
        marks = judgement.next();
        head = judgement.head();
        List<NodePace> usable = nodes.stream().filter(node -> node.health().isUsable()).map(Node::pace).toList();
        nodes.forEach(node -> node.pace().compare(usable));
    }

    /** What the node shows; null if it is not on the chain, or does not answer. */
    private @Nullable Sighting look(Node node, Marks asked) {
        if (node.health().isDue()) {
            node.check();
        }
        if (!node.health().isReachable()) {
            return null;
        }
        List<RpcRequest> calls = new ArrayList<>();
        calls.add(RpcRequest.of("eth_getBlockByNumber", "latest", false));
        calls.add(RpcRequest.of("eth_getBlockByNumber", Quantity.of(asked.mark()), false));
        if (asked.lead() >= 0) {
            calls.add(RpcRequest.of("eth_getBlockByNumber", Quantity.of(asked.lead()), false));
        }
        List<@Nullable Block> blocks = ask(node, calls);
        Block newest = blocks.isEmpty() ? null : blocks.getFirst();
        if (newest == null) {
            return null;
        }
        Block mark = blocks.get(1);
        Block lead = blocks.size() > 2 ? blocks.get(2) : null;
        return new Sighting(newest.number(), mark != null && mark.number() == asked.mark() ? mark.hash() : null,
                lead != null && lead.number() == asked.lead());
    }

    /** In the order of the calls, null where it has no such block; empty if it does not answer. */
    private List<@Nullable Block> ask(Node node, List<RpcRequest> calls) {
        List<@Nullable Block> blocks = new ArrayList<@Nullable Block>();
        int most = node.limit().current();
        for (int from = 0; from < calls.size(); from += most) {
            List<RpcRequest> some = calls.subList(from, Math.min(calls.size(), from + most));
            long start = System.nanoTime();
            switch (node.send(some, BlockJson.READER, timeout)) {
                case Answered<Block> answered -> {
                    node.pace().took(Duration.ofNanos(System.nanoTime() - start));
                    answered.replies()
                            .forEach(reply -> blocks.add(reply instanceof Value<Block> block ? block.value() : null));
                }
                case Failed<Block> failed when failed.fault().kind() == Kind.BROKEN && some.size() > 1 -> {
                    node.limit().halve(some.size());
                    return List.of();
                }
                case Failed<Block> failed -> {
                    if (closed.getCount() > 0 && (failed.fault().kind() != Kind.TIMED_OUT || anotherWorks(node))) {
                        node.putAside(failed.fault());
                    }
                    return List.of();
                }
            }
        }
        return blocks;
    }

    /** Slow is better than none. */
    private boolean anotherWorks(Node node) {
        return nodes.stream().anyMatch(other -> other != node && other.health().isUsable());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
