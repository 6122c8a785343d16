package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Calls on their way to an answer, in order. A call is open for this node, left to the next node, or answered. Of calls that
 * belong together all are left if one is, so that what answers all of them, one node has answered. For one thread.
 */
final class Calls<T> {
    private final List<RpcRequest> requests;
    private final ResultReader<T> reader;
    private final Predicate<RpcError> verdict;
    private final boolean together;
    private final List<RpcReply<T>> replies;
    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<Integer> left = new ArrayList<>();

    /**
     * All open.
     *
     * @param verdict which errors answer a call; after any other the next node is asked
     */
    Calls(List<RpcRequest> requests, ResultReader<T> reader, Predicate<RpcError> verdict) {
        this(requests, reader, verdict, false);
    }

    private Calls(List<RpcRequest> requests, ResultReader<T> reader, Predicate<RpcError> verdict, boolean together) {
        this.requests = requests;
        this.reader = reader;
        this.verdict = verdict;
        this.together = together;
        this.replies = new ArrayList<>(Collections.nCopies(requests.size(), new Unanswered<T>("was not asked")));
        openAll();
    }

    /** Of which one says what another's answer is worth: no two nodes' answers are mixed. Otherwise as those that are not. */
    static <T> Calls<T> together(List<RpcRequest> requests, ResultReader<T> reader, Predicate<RpcError> verdict) {
        return new Calls<>(requests, reader, verdict, true);
    }

    private void openAll() {
        for (int i = 0; i < requests.size(); i++) {
            open.add(i);
        }
    }

    boolean hasOpen() {
        return !open.isEmpty();
    }

    ResultReader<T> reader() {
        return reader;
    }

    List<RpcReply<T>> replies() {
        return replies;
    }

    boolean isVerdict(RpcError error) {
        return verdict.test(error);
    }

    List<Integer> take(int most) {
        List<Integer> batch = new ArrayList<>();
        while (batch.size() < most && !open.isEmpty()) {
            batch.add(open.removeFirst());
        }
        return batch;
    }

    List<RpcRequest> requests(List<Integer> batch) {
        return batch.stream().map(requests::get).toList();
    }

    void putBack(List<Integer> batch) {
        batch.reversed().forEach(open::addFirst);
    }

    void answer(int call, RpcReply<T> reply) {
        replies.set(call, reply);
    }

    /** The reply counts if no other node has a better one; of errors, that of the preferred node does. */
    void leave(int call, RpcReply<T> reply) {
        if (!(replies.get(call) instanceof Refused<T>)) {
            replies.set(call, reply);
        }
        left.add(call);
    }

    void leaveAll(List<Integer> batch, String reason) {
        batch.forEach(call -> leave(call, new Unanswered<>(reason)));
    }

    /** What this node left is open for the next one, and with it what belongs together. */
    void toNextNode() {
        if (together && !left.isEmpty()) {
            open.clear();
            openAll();
        } else {
            Collections.sort(left);
            open.addAll(left);
        }
        left.clear();
    }
}
