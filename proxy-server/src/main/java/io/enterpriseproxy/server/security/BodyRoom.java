package io.enterpriseproxy.server.security;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies all requests together may hold: many large ones at once would fill the memory. */
final class BodyRoom {
    /** A body is there several times: as it came, cut into events, as values. */
    private static final long SHARE_OF_THE_MEMORY = 8;

    private final AtomicLong left;

    BodyRoom(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /**
     * Of this process.
     *
     * @param atLeast bytes, so that one body always has room
     */
    static BodyRoom ofThisProcess(long atLeast) {
        return new BodyRoom(Math.max(atLeast, Runtime.getRuntime().maxMemory() / SHARE_OF_THE_MEMORY));
    }

    /** False, and nothing is taken, if there is not so much. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
    }
}
