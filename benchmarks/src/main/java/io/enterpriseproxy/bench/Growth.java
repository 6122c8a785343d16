package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.SteadyLoad;
import io.enterpriseproxy.bench.parts.CpuClock;
import io.enterpriseproxy.bench.parts.FinishedCalls;
import io.enterpriseproxy.bench.parts.HeapProbe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same load on a ledger that holds more and more finished calls: PostgreSQL, batch REST, stub.
 *
 * @param sizes how many finished calls, rising
 */
record Growth(String name, List<Long> sizes) implements Scenario {
    static final Growth USUAL = new Growth("growth", List.of(10_000L, 1_000_000L));
    static final Growth LARGE = new Growth("growth-large", List.of(10_000L, 1_000_000L, 10_000_000L));
    /** Above all nonces of the finished calls. */
    private static final long FIRST_NONCE = 20_000_000;
    private static final long WINDOW = 20_000;
    private static final long MEGA = 1 << 20;

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name));
        Plan plan = workshop.plan();
        List<Section.Line> lines = new ArrayList<>();
        try (Rig rig = new Rig(files, new Rig.Shape(Chain.STUB, Ledger.POSTGRES, Way.BATCH_REST, Rig.SENDERS,
                FIRST_NONCE), plan)) {
            Stopwatch stopwatch = new Stopwatch(rig::cpu, rig.results()::quickCount);
            long sent = load(rig, stopwatch, 0, () -> stopwatch.measure(plan.warmUp(), rate -> {}));
            long there = 0;
            for (long size : sizes) {
                workshop.progress().say(name + ": filling up to " + size + " finished calls");
                long before = FinishedCalls.bytes(rig.postgres());
                FinishedCalls.add(rig.postgres(), there + 1, size);
                long perCall = (FinishedCalls.bytes(rig.postgres()) - before) / (size - there);
                there = size;
                List<Measured> runs = new ArrayList<>();
                sent = load(rig, stopwatch, sent, () -> {
                    for (int run = 1; run <= plan.runs(); run++) {
                        runs.add(stopwatch.measure(plan.duration(), rate -> workshop.progress()
                                .tell(name + " at " + size + ": " + Math.round(rate) + "/s")));
                    }
                });
                lines.add(line(rig, size, perCall, runs));
            }
        } catch (SQLException e) {
            throw new IOException("the ledger cannot be filled", e);
        }
        return new Section("Growth: finished calls in the ledger (PostgreSQL, batch REST, stub)",
                List.of("finished calls", "calls/s", "gateway us", "database us", "bytes per call", "live heap MiB",
                        "resident MiB"),
                lines);
    }

    private interface Steps {
        void run() throws InterruptedException;
    }

    private static long load(Rig rig, Stopwatch stopwatch, long first, Steps steps) throws InterruptedException {
        try (SteadyLoad load = new SteadyLoad(rig.source(), first, WINDOW, () -> stopwatch.count() - first)) {
            steps.run();
            load.stop();
            while (rig.results().quickCount() < first + load.sent()) {
                Thread.sleep(100);
            }
            return first + load.sent();
        }
    }

    private static Section.Line line(Rig rig, long size, long bytesPerCall, List<Measured> runs) throws IOException {
        Measured median = Measured.median(runs);
        long pid = rig.gateway().pid();
        return new Section.Line(String.format(java.util.Locale.ROOT, "%,d", size),
                List.of(median.perSecond(), median.micros("gateway"), median.micros("database"), bytesPerCall,
                        HeapProbe.liveBytes(pid) / MEGA, CpuClock.residentBytes(pid) / MEGA),
                runs);
    }
}
