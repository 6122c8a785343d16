package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.server.intake.LaneChoice;
import io.enterpriseproxy.server.ledger.CallRows;
import io.enterpriseproxy.server.ledger.KeyInLane;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Knows when a mapping's ordering keys may be held by lanes that its current version would not choose: after a start and
 * after a publish, until each key with unfinished calls is in its own lane. Only then the ledger has to be asked where a key
 * is.
 */
final class PoolChanges {
    /** By then all instances have the version too. */
    private static final Duration AT_LEAST = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /** A call that was placed just before a look may be committed just after it. */
    private static final int LOOKS = 2;
    private static final int MOST_KEYS = 10_000;

    private final CallRows calls;
    private final LongSupplier nanoTime;
    private final Map<Key, Seen> seen = new ConcurrentHashMap<>();

    PoolChanges(CallRows calls, LongSupplier nanoTime) {
        this.calls = calls;
        this.nanoTime = nanoTime;
    }

    private record Key(String mapping, String chain) {}

    /** @param looks how many in a row have found each key in its own lane */
    private record Seen(int version, int looks, long lookAgainAt) {
        boolean settled() {
            return looks >= LOOKS;
        }
    }

    /**
     * Whether keys of the call's mapping may be elsewhere.
     *
     * @param own the lane that the mapping's version chooses for a key
     */
    boolean concerns(LaneChoice.Wanted wanted, ToLongFunction<String> own) {
        Key key = new Key(wanted.mapping(), wanted.chain());
        Seen last = seen.get(key);
        long now = nanoTime.getAsLong();
        if (last == null || last.version() != wanted.mappingVersion()) {
            seen.put(key, new Seen(wanted.mappingVersion(), 0, now + AT_LEAST.toNanos()));
            return true;
        }
        if (!last.settled() && now - last.lookAgainAt() >= 0) {
            List<KeyInLane> keys = calls.keysOfUnfinished(wanted.mapping(), wanted.chain(), MOST_KEYS);
            boolean inPlace = keys.size() < MOST_KEYS
                    && keys.stream().allMatch(held -> own.applyAsLong(held.orderingKey()) == held.lane());
            seen.put(key, new Seen(last.version(), inPlace ? last.looks() + 1 : 0, now + LOOK_AGAIN.toNanos()));
        }
        return !last.settled();
    }
}
