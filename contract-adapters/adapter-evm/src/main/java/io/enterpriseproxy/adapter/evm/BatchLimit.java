package io.enterpriseproxy.adapter.evm;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls a node gets at once: halved when a batch fails as a whole, an eighth more after each that passes. */
final class BatchLimit {
    private final int most;
    private final AtomicInteger current;

    BatchLimit(int most) {
        this.most = most;
        this.current = new AtomicInteger(most);
    }

    int current() {
        return current.get();
    }

    void halve(int failed) {
        current.updateAndGet(size -> Math.max(1, Math.min(size, failed / 2)));
    }

    void grow() {
        if (current.get() < most) {
            current.updateAndGet(size -> Math.min(most, size + Math.max(1, size / 8)));
        }
    }
}
