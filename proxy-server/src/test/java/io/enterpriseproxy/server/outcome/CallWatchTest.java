package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import org.junit.jupiter.api.Test;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class CallWatchTest {
    private static final UUID CALL = new UUID(1, 2);

    private final CallWatch watch = new CallWatch();

    @Test
    void everyoneWhoWaitsForACallIsTold() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch waiting = new CountDownLatch(1);
            Future<Boolean> patient = callers.submit(() -> watch.awaitFinal(CALL, Duration.ofSeconds(30), () -> {
                waiting.countDown();
                return false;
            }));
            assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.awaitFinal(CALL, Duration.ofMillis(1), () -> false)).isFalse();

            watch.committed(List.of(outcome(CallState.MINED), outcome(CallState.CONFIRMED)));

            assertThat(patient.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void outcomeThatIsThereIsNotWaitedFor() throws InterruptedException {
        assertThat(watch.awaitFinal(CALL, Duration.ofDays(1), () -> true)).isTrue();
    }

    private static CallOutcome outcome(CallState state) {
        CallRecord call = new CallRecord(1, CALL, "m", 1, "k", "{}", null, null, "main", 1, "c",
                Address.of(new byte[20]), "f()", "{}", new byte[0], BigInteger.ZERO, null, false, null, Instant.EPOCH,
                CallState.SIGNED, 0L, null, null, null, null, 0, null, 1);
        return new CallOutcome(call, state, null, null, null, null, null, List.of());
    }
}
