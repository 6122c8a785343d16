package io.enterpriseproxy.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    private Moment now() {
        count = done.getAsLong();
        return new Moment(System.nanoTime(), count, cpu.get());
    }

    private static Measured measured(List<Moment> moments) {
        Moment first = moments.getFirst();
        Moment last = moments.getLast();
        long calls = Math.max(1, last.done() - first.done());
        Map<String, Double> micros = new LinkedHashMap<>();
        last.cpu().forEach((part, time) -> micros.put(part,
                time.minus(first.cpu().getOrDefault(part, Duration.ZERO)).toNanos() / 1_000.0 / calls));
        double least = Double.MAX_VALUE;
        int span = Math.min(WORST, moments.size() - 1);
        for (int i = span; i < moments.size(); i++) {
            least = Math.min(least, rate(moments.get(i - span), moments.get(i)));
        }
        return new Measured(rate(first, last), least, micros);
    }

    private static double rate(Moment from, Moment to) {
        return (to.done() - from.done()) * 1e9 / (to.nanos() - from.nanos());
    }
}
