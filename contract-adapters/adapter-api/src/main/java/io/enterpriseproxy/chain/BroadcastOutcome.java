package io.enterpriseproxy.chain;

/** What a node says to a raw transaction. Nothing here proves whether it will be mined (design, law 4). */
public sealed interface BroadcastOutcome {
    /** The node took it into its pool. */
    record Accepted() implements BroadcastOutcome {}

    /** The node knew it already: as good as accepted. */
    record AlreadyKnown() implements BroadcastOutcome {}

    /** The node refused it, at least for now. */
    record Refused(Refusal kind, String message) implements BroadcastOutcome {}

    /** Not known whether a node has it: time-out, lost answer, fault. Send the same bytes again. */
    record Unknown(String reason) implements BroadcastOutcome {}

    /** Why a node refused, told from its error text. */
    enum Refusal {
        NONCE_TOO_LOW, NONCE_TOO_HIGH, UNDERPRICED, REPLACEMENT_UNDERPRICED, INSUFFICIENT_FUNDS, POOL_FULL, GAS_LIMIT,
        TOO_LARGE, OTHER
    }
}
