package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.ledger.CallRecord;

/** How deep blocks lie below one head. */
final class Depth {
    private final Chain chain;
    private final long head;
    private long finalized = -1;

    Depth(Chain chain, long head) {
        this.chain = chain;
        this.head = head;
    }

    /** Whether a call in this block is final: head - block + 1 >= confirmations, or at most the finalized block. */
    boolean isFinal(CallRecord call, long block) {
        Integer own = call.confirmations();
        int confirmations = own == null ? chain.policy().confirmations() : own;
        return confirmations == 0 ? block <= finalized() : head - block + 1 >= confirmations;
    }

    private long finalized() {
        if (finalized < 0) {
            finalized = chain.client().block(BlockTag.FINALIZED).number();
        }
        return finalized;
    }
}
