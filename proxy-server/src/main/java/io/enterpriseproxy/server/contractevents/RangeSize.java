package io.enterpriseproxy.server.contractevents;

/** How many blocks are asked for at once: halved when it was too much, and grown again. Used by one thread. */
final class RangeSize {
    static final int MOST = 2_000;
    /** So many logs are held in memory, and written in one commit, without harm. */
    private static final int MANY_LOGS = 5_000;

    private int blocks = MOST;

    int blocks() {
        return blocks;
    }

    /** It was too much for the node; false if a single block was. */
    boolean tooMuch() {
        boolean smaller = blocks > 1;
        blocks = Math.max(1, blocks / 2);
        return smaller;
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
