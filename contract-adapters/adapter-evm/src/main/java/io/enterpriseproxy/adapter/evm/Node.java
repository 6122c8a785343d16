package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** One node of a chain: its connection, its batch size, and whether it may be used. */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final RpcRequest CHAIN_ID = RpcRequest.of("eth_chainId");

    private final String label;
    private final String chain;
    private final long chainId;
    private final JsonRpcTransport transport;
    private final BatchLimit limit;
    private final NodeHealth health;
    private final ReentrantLock checking = new ReentrantLock();
    private final AtomicBoolean probed = new AtomicBoolean();

    Node(String label, EvmChainSettings chain, JsonRpcTransport transport, NodeHealth health) {
        this.label = label;
        this.chain = chain.name();
        this.chainId = chain.chainId();
        this.transport = transport;
        this.limit = new BatchLimit(chain.batchSize());
        this.health = health;
    }

    BatchLimit limit() {
        return limit;
    }

    NodeHealth health() {
        return health;
    }

    <T> Exchange<T> send(List<RpcRequest> calls, ResultReader<T> reader) {
        return transport.send(calls, reader);
    }

    void served() {
        health.served();
    }

    /** Asks for the chain id if that is due. Threads that come meanwhile take the outcome of the one that asks. */
    boolean check() {
        checking.lock();
        try {
            if (!health.isDue()) {
                return health.isUsable();
            }
            Fault fault = recheck();
            if (fault != null) {
                putAside(fault);
            }
            return fault == null;
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

    /** Asks for the chain id now; null if it is the right one. */
    @Nullable
    Fault recheck() {
        Fault fault = askChainId();
        if (fault != null && (fault.kind() == Kind.BROKEN || fault.kind() == Kind.LOST)) {
            fault = askChainId();
        }
        if (fault == null) {
            if (health.fault() != null) {
                LOG.atInfo().addKeyValue("chain", chain).log("{} is used again", label);
            }
            health.passed();
        }
        return fault;
    }

    private @Nullable Fault askChainId() {
        return switch (transport.send(List.of(CHAIN_ID), ResultReader.QUANTITY)) {
            case Failed<Long> failed -> failed.fault();
            case Answered<Long> answered -> switch (answered.replies().getFirst()) {
                case Value<Long> named when named.value() == chainId -> null;
                case Value<Long> named -> new Fault(Kind.WRONG_CHAIN,
                        "is on chain id " + named.value() + ", expected " + chainId);
                case Nothing<Long> nothing -> new Fault(Kind.BROKEN, "does not name its chain id");
                case Unanswered<Long> unanswered -> new Fault(Kind.BROKEN, "does not name its chain id");
                case Refused<Long> refused ->
                    new Fault(Kind.BROKEN, "does not name its chain id: " + refused.error().shown());
            };
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

    @Override
    public String toString() {
        return label;
    }
}
