package io.enterpriseproxy.server.confirm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/** How long something has been so. Used by one thread. */
final class Since {
    private @Nullable Long from;

    /** It is so; since when. */
    Duration since() {
        long now = System.nanoTime();
        if (from == null) {
            from = now;
        }
        return Duration.ofNanos(now - from);
    }

    /** It is not so. */
    void clear() {
        from = null;
    }
}
