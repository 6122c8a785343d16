package io.enterpriseproxy.server.health;

import org.springframework.scheduling.annotation.Scheduled;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Looks at all watched parts every few seconds; a round that takes longer is not joined by a second one. */
final class HealthRounds {
    private final List<WatchedHealth> parts;
    private final ReentrantLock round = new ReentrantLock();

    HealthRounds(List<WatchedHealth> parts) {
        this.parts = List.copyOf(parts);
    }

    @Scheduled(fixedRate = 5_000)
    void look() {
        if (round.tryLock()) {
            try {
                parts.forEach(WatchedHealth::look);
            } finally {
                round.unlock();
            }
        }
    }
}
