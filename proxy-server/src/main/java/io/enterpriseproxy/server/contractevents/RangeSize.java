package io.enterpriseproxy.server.contractevents;

/** How many blocks are asked for at once: halved when it was too much, and grown again. Used by one thread. */
final class RangeSize {
    static final int MOST = 2_000;
    static final int FIRST = 100;
    /** So many logs are held in memory, and written in one commit, without harm. */
    private static final int MANY_LOGS = 5_000;

    /** Nobody knows how full the blocks are. */
    private int blocks = FIRST;

    int blocks() {
        return blocks;
    }

    /**
     * It was too much for the node; false if a single block was.
     *
     * @param asked how many blocks were asked for, which may be fewer than would have been allowed
     */
    boolean tooMuch(long asked) {
        blocks = Math.max(1, (int) Math.min(blocks, asked) / 2);
        return asked > 1;
    }

    /** It was answered with so many logs. */
    void took(int logs) {
        if (logs > MANY_LOGS) {
            blocks = Math.max(1, blocks / 2);
        } else if (logs < MANY_LOGS / 2) {
            blocks = Math.min(MOST, blocks + Math.max(1, blocks / 4));
        }
    }
}
