package io.enterpriseproxy.server.lane;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** The free lanes that this instance leaves to others, which may have their keys, for a while at each hand-over. */
final class LeftLanes {
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Map<Long, Long> since = new HashMap<>();

    LeftLanes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The lanes that are free now; one that has an owner is left to others anew when it is free again. */
    void free(Collection<Long> lanes) {
        since.keySet().retainAll(lanes);
    }

    /** Leaves a lane to others from now on; false if it is left to them already. */
    boolean leave(long lane) {
        return since.putIfAbsent(lane, nanoTime.getAsLong()) == null;
    }

    /** Whether nobody has taken the lane for so long that nobody will. */
    boolean longEnough(long lane) {
        Long from = since.get(lane);
        return from != null && nanoTime.getAsLong() - from >= AT_MOST.toNanos();
    }
}
