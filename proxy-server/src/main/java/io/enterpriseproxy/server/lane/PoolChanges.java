package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.ledger.CallRows;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows when a mapping's ordering keys may be held by lanes that its current version would not choose: after a start and
 * after a publish, until the calls of other versions are finished. Only then the ledger has to be asked where a key is.
 */
final class PoolChanges {
    /** By then all instances have the version too. */
    private static final Duration AT_LEAST = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final CallRows calls;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    PoolChanges(CallRows calls) {
        this.calls = calls;
    }

    private record Seen(int version, boolean settled, long lookAgainAt) {}

    /** Whether keys of this version may be elsewhere. */
    boolean concerns(String mapping, int version) {
        Seen last = seen.get(mapping);
        long now = System.nanoTime();
        if (last == null || last.version() != version) {
            seen.put(mapping, new Seen(version, false, now + AT_LEAST.toNanos()));
            return true;
        }
        if (!last.settled() && now - last.lookAgainAt() >= 0) {
            seen.put(mapping, new Seen(version, !calls.othersUnfinished(mapping, version),
                    now + LOOK_AGAIN.toNanos()));
        }
        return !last.settled();
    }
}
