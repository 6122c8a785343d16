package io.enterpriseproxy.chain;

import org.jspecify.annotations.Nullable;

/**
 * A node of a chain, as it is seen now. With a single node there is nothing to compare, so that head, lag and latency stay
 * unknown.
 *
 * @param node its place in the order of preference and its address, without anything secret
 * @param head number of the newest block that it named; null: not known
 * @param lag blocks that it is behind what the nodes agree on; null: not known
 * @param latencyMillis of a small question, as a moving average; null: not known
 * @param errorRate share of the exchanges that failed, from 0 to 1, as a moving average
 * @param why it is not used, in a plain sentence that the node's name precedes; null unless it is aside
 */
public record NodeStatus(
        String node,
        State state,
        @Nullable Long head,
        @Nullable Long lag,
        @Nullable Long latencyMillis,
        double errorRate,
        @Nullable String why) {

    /** Whether it is used. */
    public enum State {
        /** Asked in its turn. */
        READY,
        /** Clearly slower or less reliable than others, which are asked before it. */
        WORSE,
        /** Not used. */
        ASIDE,
        /** Not asked for its chain yet. */
        UNCHECKED
    }
}
