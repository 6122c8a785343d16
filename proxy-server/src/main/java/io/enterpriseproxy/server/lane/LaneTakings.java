package io.enterpriseproxy.server.lane;

import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * Tells those who remember something of an instance's lanes, or of the chains it reads, whether it has taken another one since: it may bring rows
 * along that are older than all they know. Nobody waits for it.
 */
public final class LaneTakings {
    private final StampedLock taking = new StampedLock();

    /** Takes a lane; no stamp that was given before holds from then on. */
    public <T> T take(Supplier<T> taken) {
        long stamp = taking.writeLock();
        try {
            return taken.get();
        } finally {
            taking.unlockWrite(stamp);
        }
    }

    /** The same as long as no lane is taken; 0 while one is. */
    public long stamp() {
        return taking.tryOptimisticRead();
    }

    /** Whether no lane was taken since. */
    public boolean holds(long stamp) {
        return taking.validate(stamp);
    }
}
