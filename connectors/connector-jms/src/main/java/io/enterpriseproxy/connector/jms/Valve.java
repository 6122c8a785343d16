package io.enterpriseproxy.connector.jms;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets readers pass while it is open, keeps them waiting while it is shut, and sends them home when it is closed. */
final class Valve {
    private enum State {
        OPEN, SHUT, CLOSED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.SHUT;
    private int turns;

    void open() {
        set(State.OPEN);
    }

    void shut() {
        set(State.SHUT);
    }

    void close() {
        set(State.CLOSED);
    }

    private void set(State next) {
        lock.lock();
        try {
            state = next;
            turns++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits while it is shut.
     *
     * @return false when it is closed
     */
    boolean awaitOpen() {
        lock.lock();
        try {
            while (state == State.SHUT) {
                changed.awaitUninterruptibly();
            }
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /** Waits this long, or until it is turned. */
    void pause(Duration time) {
        lock.lock();
        try {
            int seen = turns;
            long left = state == State.CLOSED ? 0 : time.toNanos();
            while (left > 0 && turns == seen) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
