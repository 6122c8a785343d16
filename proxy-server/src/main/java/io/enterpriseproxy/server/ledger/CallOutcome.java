package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A step of a call that the enterprise may hear of.
 *
 * @param call as it was read; the commit is refused if it has taken another step since
 * @param state the new state
 * @param outcome JSON of transaction, receipt, events and error
 * @param cost of its transaction in a block, also of one that is taken back; null if there is none
 * @param writeBacks results for targets, numbered on from the call's outcome count
 */
public record CallOutcome(
        CallRecord call,
        CallState state,
        @Nullable Long blockNumber,
        @Nullable String blockHash,
        @Nullable String outcome,
        @Nullable String errorCode,
        @Nullable GasCost cost,
        List<NewWriteBack> writeBacks) {
    public CallOutcome {
        writeBacks = List.copyOf(writeBacks);
    }
}
