package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

/**
 * What a node showed of its chain in one round.
 *
 * @param head number of the newest block, as it claims
 * @param hashAtMark of the block that all nodes are compared by; null if it does not have one there
 * @param leads whether it showed a block that far ahead that others without it lag
 */
record Sighting(long head, @Nullable String hashAtMark, boolean leads) {
    /**
     * The blocks that are asked for beside the newest.
     *
     * @param mark number of the block that nodes are compared by; some blocks deep, since the newest may differ for a moment
     * @param lead number of a block that only nodes have that leave the others behind; negative: not asked for
     */
    record Marks(long mark, long lead) {
        static final Marks NONE = new Marks(0, -1);
    }
}
