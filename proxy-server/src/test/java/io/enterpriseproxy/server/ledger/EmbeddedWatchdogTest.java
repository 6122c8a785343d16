package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EmbeddedWatchdogTest {
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void writeThatDoesNotComeBackEndsTheProcess() {
        CountDownLatch stuck = new CountDownLatch(1);
        try (EmbeddedWatchdog watchdog = watchdog(() -> {
            if (writes.incrementAndGet() == 3) {
                awaitEnd(stuck);
            }
        })) {
            watchdog.start();
            await().atMost(Duration.ofSeconds(10)).untilTrue(over);
            assertThat(writes).hasValue(3);
        } finally {
            stuck.countDown();
        }
    }

    @Test
    void slowAndRefusedWritesDoNot() {
        try (EmbeddedWatchdog watchdog = watchdog(() -> {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            if (writes.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("the disk is full");
            }
        })) {
            watchdog.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> writes.get() >= 10);
        }
        assertThat(over).isFalse();
    }

    @Test
    void closedOneDoesNot() {
        CountDownLatch stuck = new CountDownLatch(1);
        try (EmbeddedWatchdog watchdog = watchdog(() -> awaitEnd(stuck))) {
            watchdog.start();
        }
        await().during(Duration.ofMillis(500)).until(() -> !over.get());
        stuck.countDown();
    }

    private static void awaitEnd(CountDownLatch stuck) {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EmbeddedWatchdog watchdog(Runnable write) {
        return new EmbeddedWatchdog(write, Duration.ofMillis(50), () -> over.set(true));
    }
}
