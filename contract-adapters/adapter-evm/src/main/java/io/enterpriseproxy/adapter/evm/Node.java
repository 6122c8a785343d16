package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.Block;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** One node of a chain: its connection, its batch size, and whether it may be used. */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final RpcRequest CHAIN_ID = RpcRequest.of("eth_chainId");
    private static final RpcRequest GENESIS = RpcRequest.of("eth_getBlockByNumber", "0x0", false);
    /** Rounds in a row that must speak against it. */
    private static final int ROUNDS = 2;

    private final String label;
    private final String chain;
    private final JsonRpcTransport transport;
    private final Checks checks;
    private final BatchLimit limit;
    private final NodeHealth health;
    private final NodePace pace = new NodePace();
    private final ReentrantLock checking = new ReentrantLock();
    private final AtomicBoolean probed = new AtomicBoolean();
    private volatile long head = -1;
    private int roundsAgainst;

    /**
     * What it must show before it is used.
     *
     * @param genesis whether block 0 is compared
     * @param timeout of each question, unless it is the last that could be used
     */
    record Checks(ChainIdentity identity, boolean genesis, Duration timeout) {}

    Node(String label, EvmChainSettings chain, JsonRpcTransport transport, NodeHealth health, Checks checks) {
        this.label = label;
        this.chain = chain.name();
        this.transport = transport;
        this.checks = checks;
        this.limit = new BatchLimit(chain.batchSize());
        this.health = health;
    }

    BatchLimit limit() {
        return limit;
    }

    NodeHealth health() {
        return health;
    }

    NodePace pace() {
        return pace;
    }

    /** Number of the newest block that it named when it was last compared with others; negative: not yet. */
    long head() {
        return head;
    }

    <T> Exchange<T> send(List<RpcRequest> calls, ResultReader<T> reader, Duration timeout) {
        Exchange<T> exchange = transport.send(calls, reader, timeout);
        if (!(exchange instanceof Failed<T> failed && failed.fault().kind() == Kind.INTERRUPTED)) {
            pace.ended(exchange instanceof Answered);
        }
        return exchange;
    }

    /** As {@link #send}, but what comes of it says nothing of the node. */
    <T> Exchange<T> sendBesides(List<RpcRequest> calls, ResultReader<T> reader, Duration timeout) {
        return transport.send(calls, reader, timeout);
    }

    void served() {
        health.served();
    }

    boolean check() {
        return check(checks.timeout());
    }

    /**
     * Asks for the chain if that is due. Threads that come meanwhile take the outcome of the one that asks.
     *
     * @return whether it may be used
     */
    boolean check(Duration timeout) {
        checking.lock();
        try {
            if (!health.isDue()) {
                return health.isUsable();
            }
            Fault fault = recheck(timeout);
            if (fault != null) {
                putAside(fault);
            }
            return health.isUsable();
        } finally {
            checking.unlock();
        }
    }

    /** As {@link #check}, without waiting for it. */
    void probe() {
        if (health.isDue() && probed.compareAndSet(false, true)) {
            Thread.ofVirtual().name("probe " + label).start(() -> {
                try {
                    check();
                } finally {
                    probed.set(false);
                }
            });
        }
    }

    /** Asks for the chain now; null if it is the right one. */
    @Nullable
    Fault recheck(Duration timeout) {
        Fault fault = identify(timeout);
        if (fault != null && (fault.kind() == Kind.BROKEN || fault.kind() == Kind.LOST)) {
            fault = identify(timeout);
        }
        if (fault == null) {
            if (health.fault() != null && !health.isReachable()) {
                LOG.atInfo().addKeyValue("chain", chain).log("{} answers again", label);
            }
            health.passed();
        }
        return fault;
    }

    private @Nullable Fault identify(Duration timeout) {
        Fault fault = switch (send(List.of(CHAIN_ID), ResultReader.QUANTITY, timeout)) {
            case Failed<Long> failed -> failed.fault();
            case Answered<Long> answered -> switch (answered.replies().getFirst()) {
                case Value<Long> named -> checks.identity().ofId(named.value());
                case Nothing<Long> nothing -> new Fault(Kind.BROKEN, "does not name its chain id");
                case Unanswered<Long> unanswered -> new Fault(Kind.BROKEN, "does not name its chain id");
                case Refused<Long> refused ->
                    new Fault(Kind.BROKEN, "does not name its chain id: " + refused.error().shown());
            };
        };
        return fault == null && checks.genesis() ? compareGenesis(timeout) : fault;
    }

    private @Nullable Fault compareGenesis(Duration timeout) {
        return switch (send(List.of(GENESIS), BlockJson.READER, timeout)) {
            case Failed<Block> failed -> failed.fault();
            case Answered<Block> answered when answered.replies().getFirst() instanceof Value<Block> block ->
                checks.identity().ofGenesis(block.value().hash());
            // Who has not asked for the comparison must not lose a node that has thrown its oldest blocks away.
            case Answered<Block> answered -> checks.identity().isNamed()
                    ? new Fault(Kind.BROKEN, "does not show its block 0, which the configuration names")
                    : null;
        };
    }

    void putAside(Fault fault) {
        if (fault.kind() == Kind.INTERRUPTED) {
            return;
        }
        Fault before = health.fault();
        health.putAside(fault);
        if (before == null || before.kind() != fault.kind()) {
            // A wrong chain is a mistake in the configuration; all else a node gets over by itself.
            (fault.kind() == Kind.WRONG_CHAIN ? LOG.atError() : LOG.atWarn()).addKeyValue("chain", chain)
                    .log("{} {}; it is not used for a while", label, fault.reason());
        }
    }

    /**
     * What a round of comparison with other nodes has found; by one thread. What is found once may be a moment's.
     *
     * @param found null if nothing speaks against it
     */
    void compared(long named, @Nullable Fault found) {
        head = named;
        boolean against = health.isReachable() && !health.isUsable();
        roundsAgainst = found == null ? 0 : roundsAgainst + 1;
        if (found != null && roundsAgainst >= ROUNDS) {
            health.object(found);
            if (!against) {
                LOG.atWarn().addKeyValue("chain", chain).log("{} {}; it is not used until that is over", label,
                        found.reason());
            }
        } else if (found == null) {
            health.object(null);
            if (against) {
                LOG.atInfo().addKeyValue("chain", chain).log("{} agrees with the others again", label);
            }
        }
    }

    @Override
    public String toString() {
        return label;
    }
}
