package io.enterpriseproxy.server.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Details that cost something to find out: sessions of databases, answers of brokers and nodes. They are found out by
 * {@link HealthRounds} now and then; whoever asks gets what was found last, so that nobody can load other systems by
 * asking.
 */
final class WatchedHealth implements HealthIndicator {
    private final Supplier<Map<String, ?>> look;
    private volatile Health last = Health.unknown().withDetail("why", "not looked at yet").build();

    /** @param look details by name; may take long, and may fail */
    WatchedHealth(Supplier<Map<String, ?>> look) {
        this.look = look;
    }

    @Override
    public Health health() {
        return last;
    }

    /** Finds out anew. */
    void look() {
        try {
            last = Health.up().withDetails(look.get()).build();
        } catch (RuntimeException e) {
            last = Health.unknown().withDetail("why", "cannot be found out: " + e.getMessage()).build();
        }
    }
}
