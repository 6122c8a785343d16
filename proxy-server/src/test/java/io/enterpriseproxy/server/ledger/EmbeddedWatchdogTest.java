package io.enterpriseproxy.server.ledger;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class EmbeddedWatchdogTest {
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void writeThatDoesNotComeBackEndsTheProcess() {
        try (EmbeddedWatchdog watchdog = watchdog()) {
            watchdog.start();
            begun.set(3);
            ended.set(2);
            await().atMost(Duration.ofSeconds(10)).untilTrue(over);
        }
    }

    @Test
    void silenceAndSlowWritesDoNot() {
        try (EmbeddedWatchdog watchdog = watchdog()) {
            watchdog.start();
            await().during(Duration.ofMillis(300)).until(() -> !over.get());
            begun.set(1);
            for (int write = 1; write < 20; write++) {
                await().pollDelay(Duration.ofMillis(20)).until(() -> true);
                begun.incrementAndGet();
                ended.incrementAndGet();
            }
        }
        assertThat(over).isFalse();
    }

    private EmbeddedWatchdog watchdog() {
        return new EmbeddedWatchdog(begun::get, ended::get, Duration.ofMillis(10), () -> over.set(true));
    }
}
