package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a node may be used. It must have named its chain a short while ago; after a fault it is left alone for a time
 * that doubles with each further fault, until it has served again. Beside that, nothing may speak against it when it is
 * compared with the other nodes. Thread-safe.
 */
final class NodeHealth {
    static final Duration RECHECK = Duration.ofSeconds(10);
    static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_ASKED_PAUSE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final AtomicReference<State> state = new AtomicReference<>(new Unchecked());
    private volatile @Nullable Fault objection;

    NodeHealth(InstantSource clock) {
        this.clock = clock;
    }

    boolean isUsable() {
        return objection == null && isReachable();
    }

    /** Whether it answers and is on the right chain, whatever the comparison with others says. */
    boolean isReachable() {
        return state.get() instanceof Usable;
    }

    /** Usable, and checked a short while ago. */
    boolean isFresh() {
        return objection == null && isChecked();
    }

    private boolean isChecked() {
        return state.get() instanceof Usable usable && usable.checked().isAfter(clock.instant().minus(RECHECK));
    }

    boolean isDue() {
        return switch (state.get()) {
            case Unchecked unchecked -> true;
            case Usable usable -> !isChecked();
            case Aside aside -> !clock.instant().isBefore(aside.until());
        };
    }

    /** Why it is put aside; null if it is not. */
    @Nullable
    Fault fault() {
        return state.get() instanceof Aside aside ? aside.fault() : objection;
    }

    /** What the comparison with other nodes has found; null if nothing. */
    void object(@Nullable Fault found) {
        objection = found;
    }

    /** It named the right chain. */
    void passed() {
        Instant now = clock.instant();
        state.updateAndGet(old -> new Usable(now, old.failures()));
    }

    /** That it named the right chain is too long ago. */
    void expire() {
        state.updateAndGet(old -> old instanceof Usable usable ? new Usable(Instant.MIN, usable.failures()) : old);
    }

    /** It did real work, so that the next fault counts as the first. */
    void served() {
        if (state.get() instanceof Usable usable && usable.failures() > 0) {
            state.compareAndSet(usable, new Usable(usable.checked(), 0));
        }
    }

    void putAside(Fault fault) {
        Instant now = clock.instant();
        state.updateAndGet(old -> new Aside(now.plus(pause(fault, old.failures())), fault, old.failures() + 1));
    }

    private static Duration pause(Fault fault, int failures) {
        Duration asked = fault.retryAfter();
        if (asked != null && asked.isPositive()) {
            return asked.compareTo(LONGEST_ASKED_PAUSE) < 0 ? asked : LONGEST_ASKED_PAUSE;
        }
        return pauseAfter(failures);
    }

    /** How long something is left alone after so many failures in a row. */
    static Duration pauseAfter(int failures) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private sealed interface State {
        int failures();
    }

    private record Unchecked() implements State {
        @Override
        public int failures() {
            return 0;
        }
    }

    private record Usable(Instant checked, int failures) implements State {}

    private record Aside(Instant until, Fault fault, int failures) implements State {}
}
