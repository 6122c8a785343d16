package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A result that is neither delivered nor parked, in few columns.
 *
 * @param due whether it may be tried now
 */
public record WaitingResult(long seq, int mappingVersion, int rule, long call, @Nullable String orderingKey,
        boolean due) {
    /** What its order is kept by: results of a call without an ordering key are in order among themselves. */
    public Object order() {
        return orderingKey == null ? call : orderingKey;
    }

    /** Whether both are delivered in the same way. */
    public boolean isLike(WaitingResult other) {
        return mappingVersion == other.mappingVersion && rule == other.rule;
    }
}
