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
import java.util.Locale;

/**
 * The same load on a ledger that holds more and more finished calls: PostgreSQL, batch REST, stub. Most are copies; those
 * that warm-up and runs add are counted beside them: how many the ledger held, and how many this process had carried
 * through, when the row's runs began and when they had ended and all was drained. The heap is probed at the same moments.
 *
 * @param sizes how many copies, rising
 */
record Growth(String name, List<Long> sizes) implements Scenario {
    static final Growth USUAL = new Growth("growth", List.of(10_000L, 1_000_000L));
    static final Growth LARGE = new Growth("growth-large", List.of(10_000L, 1_000_000L, 10_000_000L));
    /** Above all nonces of the finished calls. */
    private static final long FIRST_NONCE = 20_000_000;
    private static final long MEGA = 1 << 20;

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name));
        List<Section.Line> lines = new ArrayList<>();
        try (Rig rig = new Rig(files, new Rig.Shape(Chain.STUB, Ledger.POSTGRES, Way.BATCH_REST, Rig.SENDERS,
                FIRST_NONCE), workshop.plan())) {
            Stopwatch stopwatch = new Stopwatch(rig::cpu, rig.results()::quickCount);
            load(rig, 0, stopwatch, load -> stopwatch.measure(workshop.plan().warmUp(), rate -> load.check()));
            Copies copies = new Copies(0, 0);
            for (long size : sizes) {
                workshop.progress().say(name + ": filling up to " + size + " copies of finished calls");
                copies = fill(rig, copies.count(), size);
                lines.add(line(rig, copies, stopwatch, workshop));
            }
        } catch (SQLException e) {
            throw new IOException("the ledger cannot be filled", e);
        }
        return new Section("Growth: finished calls in the ledger (PostgreSQL, batch REST, stub)",
                List.of("copies", "calls/s", "gateway us", "database us", "ledger from", "ledger to", "carried from",
                        "carried to", "live heap MiB from", "live heap MiB to", "resident MiB", "bytes per copy"),
                lines);
    }

    private interface Runs {
        void run(SteadyLoad load) throws InterruptedException;
    }

    private record Copies(long count, long bytesEach) {}

    private static Copies fill(Rig rig, long there, long size) throws SQLException {
        long before = FinishedCalls.bytes(rig.postgres());
        long added = FinishedCalls.add(rig.postgres(), there + 1, size);
        return new Copies(there + added, (FinishedCalls.bytes(rig.postgres()) - before) / added);
    }

    private Section.Line line(Rig rig, Copies copies, Stopwatch stopwatch, Workshop workshop)
            throws IOException, InterruptedException {
        Plan plan = workshop.plan();
        long pid = rig.gateway().pid();
        long from = rig.results().quickCount();
        long heapFrom = HeapProbe.liveBytes(pid);
        List<Measured> runs = new ArrayList<>();
        load(rig, from, stopwatch, load -> {
            for (int run = 1; run <= plan.runs(); run++) {
                runs.add(stopwatch.measure(plan.duration(), rate -> {
                    load.check();
                    workshop.progress()
                            .tell(name + " with " + copies.count() + " copies: " + Math.round(rate) + "/s");
                }));
            }
        });
        long to = rig.results().quickCount();
        Measured median = Measured.median(runs);
        return new Section.Line(String.format(Locale.ROOT, "%,d", copies.count()),
                List.of(median.perSecond(), median.micros("gateway"), median.micros("database"), copies.count() + from,
                        copies.count() + to, from, to, heapFrom / MEGA, HeapProbe.liveBytes(pid) / MEGA,
                        CpuClock.residentBytes(pid) / MEGA, copies.bytesEach()),
                runs);
    }

    private static void load(Rig rig, long first, Stopwatch stopwatch, Runs runs)
            throws IOException, InterruptedException {
        try (SteadyLoad load = new SteadyLoad(rig.source(), first, EndToEnd.WINDOW, () -> stopwatch.count() - first)) {
            runs.run(load);
            load.stop();
            ExactlyOnce.drain(rig, first + load.sent());
        }
    }
}
