package io.enterpriseproxy.server.health;

import org.springframework.scheduling.annotation.Scheduled;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Looks at all watched parts every few seconds; a round that takes longer is not joined by a second one. */
final class HealthRounds {
    private final List<WatchedHealth> parts;
    private final Runnable besides;
    private final ReentrantLock round = new ReentrantLock();

    /** @param besides done in each round */
    HealthRounds(List<WatchedHealth> parts, Runnable besides) {
        this.parts = List.copyOf(parts);
        this.besides = besides;
    }

    @Scheduled(fixedRate = 5_000)
    void look() {
        if (round.tryLock()) {
            try {
                parts.forEach(WatchedHealth::look);
                besides.run();
            } finally {
                round.unlock();
            }
        }
    }
}
