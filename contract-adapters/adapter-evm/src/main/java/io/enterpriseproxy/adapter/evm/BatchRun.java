package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Exchange.Answered;
import io.enterpriseproxy.adapter.evm.Exchange.Failed;
import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Takes calls through one node, batch by batch. A batch that fails as a whole is halved and tried again, so that one
 * poisonous call costs the others nothing; a single call is tried twice. Two single calls given up in a row, or a fault
 * that more requests cannot mend, end the run.
 */
final class BatchRun<T> {
    private static final int TRIES_OF_ONE = 2;
    private static final int GIVEN_UP_IN_A_ROW = 2;

    private final Node node;
    private final Calls<T> calls;
    private final Duration timeout;
    private int tries;
    private int givenUp;
    private @Nullable Fault fault;

    /** @param timeout of each exchange */
    BatchRun(Node node, Calls<T> calls, Duration timeout) {
        this.node = node;
        this.calls = calls;
        this.timeout = timeout;
    }

    /** Says why the node is not to be used for a while; null if it is fine. */
    @Nullable
    Fault run() {
        boolean goesOn = true;
        while (goesOn && calls.hasOpen()) {
            List<Integer> batch = calls.take(node.limit().current());
            goesOn = switch (node.send(calls.requests(batch), calls.reader(), timeout)) {
                case Answered<T> answered -> took(batch, answered.replies());
                case Failed<T> failed -> failed(batch, failed.fault());
            };
        }
        return fault;
    }

    private boolean took(List<Integer> batch, List<RpcReply<T>> replies) {
        fault = null;
        tries = 0;
        givenUp = 0;
        node.limit().grow();
        boolean goesOn = true;
        for (int i = batch.size() - 1; i >= 0; i--) {
            int call = batch.get(i);
            RpcReply<T> reply = replies.get(i);
            switch (reply) {
                case Value<T> value -> answer(call, value);
                case Nothing<T> nothing -> answer(call, nothing);
                case Unanswered<T> missing -> calls.leave(call, new Unanswered<>(node + " " + missing.reason()));
                case Refused<T> refused when calls.isVerdict(refused.error()) -> answer(call, refused);
                case Refused<T> refused when NodeErrors.isTooMuch(refused.error()) && batch.size() > 1 -> {
                    node.limit().halve(batch.size());
                    calls.putBack(List.of(call));
                }
                case Refused<T> refused -> {
                    calls.leave(call, refused);
                    if (NodeErrors.isBusy(refused.error())) {
                        fault = new Fault(Kind.CLOSED, "cannot serve now: " + refused.error().shown());
                        goesOn = false;
                    }
                }
            }
        }
        return goesOn;
    }

    private void answer(int call, RpcReply<T> reply) {
        calls.answer(call, reply);
        node.served();
    }

    private boolean failed(List<Integer> batch, Fault why) {
        return switch (why.kind()) {
            case CLOSED, WRONG_CHAIN, FORKED, LAGGING, INTERRUPTED -> stop(batch, why);
            case TIMED_OUT -> {
                node.limit().halve(batch.size());
                yield stop(batch, why);
            }
            case LOST -> {
                Fault another = node.recheck(timeout);
                yield another == null ? tryAgain(batch, why) : stop(batch, another);
            }
            case BROKEN -> tryAgain(batch, why);
        };
    }

    private boolean tryAgain(List<Integer> batch, Fault why) {
        if (batch.size() > 1) {
            node.limit().halve(batch.size());
            calls.putBack(batch);
            return true;
        }
        tries++;
        if (tries < TRIES_OF_ONE) {
            calls.putBack(batch);
            return true;
        }
        tries = 0;
        givenUp++;
        stop(batch, why);
        return givenUp < GIVEN_UP_IN_A_ROW;
    }

    private boolean stop(List<Integer> batch, Fault why) {
        fault = why;
        calls.leaveAll(batch, node + " " + why.reason());
        return false;
    }
}
