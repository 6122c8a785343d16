package io.enterpriseproxy.server.security;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** In which minute stored keys were used last, as far as it is not in their rows yet. Thread-safe. */
final class KeyUses {
    private final Map<ApiKeyHash, Instant> minutes = new ConcurrentHashMap<>();

    /** @param written what the key's row says */
    void note(ApiKeyHash key, Instant written, Instant now) {
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
        if (minute.isAfter(written) && !minute.equals(minutes.get(key))) {
            minutes.merge(key, minute, (before, next) -> next.isAfter(before) ? next : before);
        }
    }

    /** What is to be written, sorted, so that two instances that write at once do not wait for each other. */
    Map<ApiKeyHash, Instant> unwritten() {
        return new TreeMap<>(minutes);
    }

    /** What has been written is forgotten, unless it is newer by now. */
    void written(Map<ApiKeyHash, Instant> uses) {
        uses.forEach(minutes::remove);
    }
}
