package io.enterpriseproxy.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads a count and the CPU clocks each second of a run. */
final class Stopwatch {
    private static final int WORST = 10;
    private static final Duration POLL = Duration.ofMillis(50);

    private final Supplier<Map<String, Duration>> cpu;
    private final LongSupplier done;
    private volatile long count;

    Stopwatch(Supplier<Map<String, Duration>> cpu, LongSupplier done) {
        this.cpu = cpu;
        this.done = done;
    }

    /** Told the rate of each second. */
    interface EachSecond {
        void tell(double rate) throws InterruptedException;
    }

    private record Moment(long nanos, long done, Map<String, Duration> cpu) {}

    /** The count when it was last read. */
    long count() {
        return count;
    }

    /** Measures for as long as this. */
    Measured measure(Duration duration, EachSecond each) throws InterruptedException {
        List<Moment> moments = new ArrayList<>(List.of(now()));
        for (int second = 1; second <= duration.toSeconds(); second++) {
            long until = moments.getFirst().nanos() + Duration.ofSeconds(second).toNanos();
            while (System.nanoTime() < until) {
                Thread.sleep(POLL);
                count = done.getAsLong();
            }
            moments.add(now());
            each.tell(rate(moments.get(second - 1), moments.get(second)));
        }
        return measured(moments);
    }

    /**
     * Measures until the count has reached a target.
     *
     * @throws IllegalStateException if it takes longer than patience lasts
     */
    Measured measureUpTo(long target, Duration patience, EachSecond each) throws InterruptedException {
        List<Moment> moments = new ArrayList<>(List.of(now()));
        long end = moments.getFirst().nanos() + patience.toNanos();
        while (count < target) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + count + " of " + target + " were done within " + patience);
            }
            long until = moments.getLast().nanos() + Duration.ofSeconds(1).toNanos();
            while (count < target && System.nanoTime() < until) {
                Thread.sleep(POLL);
                count = done.getAsLong();
            }
            Moment before = moments.getLast();
            moments.add(now());
            each.tell(rate(before, moments.getLast()));
        }
        return measured(moments);
    }

    private Moment now() {
        count = done.getAsLong();
        return new Moment(System.nanoTime(), count, cpu.get());
    }

    private static Measured measured(List<Moment> moments) {
        Moment first = moments.getFirst();
        Moment last = moments.getLast();
        long calls = Math.max(1, last.done() - first.done());
        double least = Double.MAX_VALUE;
        int span = Math.min(WORST, moments.size() - 1);
        for (int i = span; i < moments.size(); i++) {
            least = Math.min(least, rate(moments.get(i - span), moments.get(i)));
        }
        return new Measured(rate(first, last), least, Measured.micros(first.cpu(), last.cpu(), calls));
    }

    private static double rate(Moment from, Moment to) {
        return (to.done() - from.done()) * 1e9 / (to.nanos() - from.nanos());
    }
}
