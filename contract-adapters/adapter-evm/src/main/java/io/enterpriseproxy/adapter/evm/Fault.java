package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * Why an exchange with a node brought no replies.
 *
 * @param reason follows the node's name in a sentence
 * @param retryAfter how long the node asked to be left alone
 */
record Fault(Kind kind, String reason, @Nullable Duration retryAfter) {
    Fault(Kind kind, String reason) {
        this(kind, reason, null);
    }

    enum Kind {
        /** No connection, no permission, or too many requests: more of the same will not help. */
        CLOSED,
        /** It names another chain id, or another block 0. */
        WRONG_CHAIN,
        /** It has other blocks than the other nodes. */
        FORKED,
        /** It is some blocks behind the other nodes. */
        LAGGING,
        /** No answer in time. The request may have taken effect. */
        TIMED_OUT,
        /** The connection broke. Whatever answers next may be another node. */
        LOST,
        /** An answer that is of no use; a smaller batch may pass. */
        BROKEN,
        /** The calling thread was interrupted: says nothing of the node. */
        INTERRUPTED
    }
}
