package io.enterpriseproxy.server.crash;

import java.util.concurrent.atomic.AtomicInteger;

/** Kills a server when something is about to happen, or has just happened, for the n-th time. */
final class Trap {
    /** Kills nobody. */
    static final Trap NONE = new Trap(false, 0, () -> {});

    private final boolean after;
    private final AtomicInteger left;
    private final Runnable kill;

    Trap(boolean after, int nth, Runnable kill) {
        this.after = after;
        this.left = new AtomicInteger(nth);
        this.kill = kill;
    }

    /** Asked right before it happens; whether the server is dead, so that it must not happen any more. */
    boolean before() {
        return !after && kills();
    }

    /** Asked right after it has happened; whether the server is dead, so that nobody is to be answered. */
    boolean after() {
        return after && kills();
    }

    private boolean kills() {
        if (left.decrementAndGet() != 0) {
            return false;
        }
        kill.run();
        return true;
    }
}
