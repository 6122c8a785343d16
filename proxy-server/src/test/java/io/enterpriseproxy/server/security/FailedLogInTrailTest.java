package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.security.FailedLogInTrail.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

class FailedLogInTrailTest {
    private static final FailedLogIn KEY = new FailedLogIn(Shown.API_KEY, "ep_AbCdEf…", "no client has it");
    private static final FailedLogIn OTHER_KEY = new FailedLogIn(Shown.API_KEY, "ep_GhIjKl…", "no client has it");
    private static final FailedLogIn TOKEN = new FailedLogIn(Shown.TOKEN, "subject 4711, issuer x", "it expired");

    private final List<Entry> written = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");
    private boolean ledgerIsAway;
    private final FailedLogInTrail trail = new FailedLogInTrail(clock(), this::write);

    private Clock clock() {
        InstantSource source = () -> now;
        return source.withZone(ZoneOffset.UTC);
    }

    private void write(List<Entry> entries) {
        if (ledgerIsAway) {
            throw new DataAccessResourceFailureException("away");
        }
        written.addAll(entries);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void logInsOfAMinuteAreOneEntryForEachAddressAndKind() {
        // When
        trail.note("10.0.0.1", KEY);
        pass(Duration.ofSeconds(5));
        trail.note("10.0.0.1", KEY);
        trail.note("10.0.0.1", TOKEN);
        trail.note("10.0.0.2", KEY);
        trail.write();
        // Then
        assertThat(written).isEmpty();
        // When
        pass(Duration.ofSeconds(60));
        trail.write();
        // Then
        assertThat(written).containsExactlyInAnyOrder(
                new Entry("10.0.0.1", "2 times, from 2026-11-30T12:00:00Z to 2026-11-30T12:00:05Z: an API key"
                        + " (ep_AbCdEf…), no client has it"),
                new Entry("10.0.0.1",
                        "once, at 2026-11-30T12:00:05Z: a token (subject 4711, issuer x), it expired"),
                new Entry("10.0.0.2", "once, at 2026-11-30T12:00:05Z: an API key (ep_AbCdEf…), no client has it"));
        trail.write();
        assertThat(written).hasSize(3);
    }

    @Test
    void otherKeysOfTheSameAddressAreTold() {
        trail.note("10.0.0.1", KEY);
        trail.note("10.0.0.1", OTHER_KEY);
        trail.close();
        assertThat(written).singleElement().satisfies(
                entry -> assertThat(entry.detail()).startsWith("2 times").contains("ep_AbCdEf")
                        .endsWith("; and others"));
    }

    @Test
    void stormFillsNeitherTheTableNorMemory() {
        // When
        for (int i = 0; i < 100_000; i++) {
            trail.note("10.1." + i / 256 + "." + i % 256, i % 2 == 0 ? KEY : TOKEN);
        }
        pass(Duration.ofMinutes(1));
        trail.write();
        // Then
        assertThat(written).hasSize(FailedLogInTrail.MOST_ADDRESSES + 2);
        assertThat(written).filteredOn(entry -> entry.address().equals(FailedLogInTrail.OTHER_ADDRESSES))
                .extracting(Entry::detail).allSatisfy(detail -> assertThat(detail).startsWith("49975 times"));
    }

    @Test
    void whileTheLedgerIsAwayTheyAreCountedOn() {
        // Given
        ledgerIsAway = true;
        trail.note("10.0.0.1", KEY);
        pass(Duration.ofMinutes(1));
        trail.write();
        // When
        trail.note("10.0.0.1", KEY);
        ledgerIsAway = false;
        trail.write();
        // Then
        assertThat(written).singleElement().satisfies(entry -> assertThat(entry.detail())
                .startsWith("2 times, from 2026-11-30T12:00:00Z to 2026-11-30T12:01:00Z"));
    }

    @Test
    @Timeout(20)
    void nobodyWaitsWhileTheyAreWritten() throws InterruptedException {
        // Given
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch noted = new CountDownLatch(1);
        List<Entry> all = new ArrayList<>();
        FailedLogInTrail slow = new FailedLogInTrail(clock(), entries -> {
            writing.countDown();
            try {
                noted.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            all.addAll(entries);
        });
        slow.note("10.0.0.1", KEY);
        Thread writer = Thread.ofVirtual().start(slow::close);
        writing.await();
        // When
        slow.note("10.0.0.1", KEY);
        noted.countDown();
        writer.join();
        // Then
        slow.close();
        assertThat(all).hasSize(2);
    }

    @Test
    void whatASenderLikesToSayIsMadePlainAndShort() {
        FailedLogIn said = new FailedLogIn(Shown.TOKEN, "a\nb\u0000\u202ec\ud800" + "x".repeat(1_000), "\r");
        assertThat(said.who()).startsWith("a?b??c?x").hasSize(201);
        assertThat(said.why()).isEqualTo("?");
    }
}
