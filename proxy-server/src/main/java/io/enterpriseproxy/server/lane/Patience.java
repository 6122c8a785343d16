package io.enterpriseproxy.server.lane;

/** How long transactions that are out are waited for before they are looked for by hash and sent again: some blocks. */
final class Patience {
    private static final int BLOCKS = 2;

    private long since = -1;

    /** At this block some were mined, or there were none. */
    synchronized void begin(long block) {
        since = block;
    }

    /** A block with none of them passed; whether it was one too many. */
    synchronized boolean ends(long block) {
        if (since < 0) {
            since = block;
        }
        if (block - since < BLOCKS) {
            return false;
        }
        since = block;
        return true;
    }
}
