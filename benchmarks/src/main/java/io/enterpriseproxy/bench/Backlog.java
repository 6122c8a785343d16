package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.Feed;
import io.enterpriseproxy.bench.load.SteadyLoad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Events pile up while all lanes are paused, and all of them are drained once the lanes are resumed: two rows. The process
 * is as new as it is after an outage: a few documents make the lanes, and nothing warms it up.
 *
 * @param events how many pile up
 * @param senders lanes that share them
 */
record Backlog(String name, long events, int senders) implements Scenario {
    static final Backlog LARGE = new Backlog("backlog", 500_000, Rig.SENDERS);
    static final Backlog MANY_LANES = new Backlog("lanes", 200_000, 1_000);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** Documents that go round all senders. */
    private static final int ROUNDS = 2;
    private static final List<String> PARTS = List.of("gateway", "database", "node", "load");

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name));
        try (Rig rig = new Rig(files, new Rig.Shape(Chain.STUB, Ledger.POSTGRES, Way.BATCH_REST, senders, 0),
                workshop.plan())) {
            long first = makeLanes(rig);
            Lanes lanes = new Lanes(rig.gateway().port());
            int paused = lanes.pauseAll();
            if (paused != senders) {
                throw new IllegalStateException("there are " + paused + " lanes instead of " + senders);
            }
            List<Section.Line> lines = new ArrayList<>();
            long sent = first + accept(rig, first, workshop.progress(), lines);
            if (rig.results().quickCount() != first) {
                throw new IllegalStateException("calls were executed while all lanes were paused");
            }
            drain(rig, lanes, sent, workshop.progress(), lines);
            return new Section("Backlog (PostgreSQL, batch REST, stub), CPU in microseconds per call",
                    List.of("phase", "events", "lanes", "calls/s", "gateway us", "database us", "node us", "load us",
                            "all us"),
                    lines);
        }
    }

    /** A lane is made by its first call; answers how many documents that took. */
    private long makeLanes(Rig rig) throws IOException, InterruptedException {
        Feed.Source source = rig.source();
        long sent = 0;
        try (Feed feed = source.open()) {
            while (sent < (long) ROUNDS * senders) {
                feed.send(sent, source.batch());
                sent += source.batch();
            }
        }
        ExactlyOnce.drain(rig, sent);
        return sent;
    }

    private long accept(Rig rig, long first, Progress progress, List<Section.Line> lines) throws InterruptedException {
        try (SteadyLoad load = new SteadyLoad(rig.source(), first, events, () -> 0)) {
            Measured accepting = new Stopwatch(rig::cpu, load::sent).measureUpTo(events, PATIENCE, rate -> {
                load.check();
                progress.tell(name + ": " + load.sent() + " in, " + Math.round(rate) + "/s");
            });
            load.stop();
            lines.add(line("accepted", load.sent(), accepting));
            return load.sent();
        }
    }

    /** From the first lane that is resumed to the last result: resuming a thousand takes its part of that. */
    private void drain(Rig rig, Lanes lanes, long sent, Progress progress, List<Section.Line> lines)
            throws IOException, InterruptedException {
        long first = rig.results().quickCount();
        Stopwatch stopwatch = new Stopwatch(rig::cpu, rig.results()::quickCount);
        long start = System.nanoTime();
        CompletableFuture<Void> resuming = CompletableFuture.supplyAsync(lanes::resumeAll)
                .thenAccept(count -> progress.say(name + ": " + count + " lanes resumed after "
                        + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s"));
        Measured draining = stopwatch.measureUpTo(sent, PATIENCE, rate -> {
            if (resuming.isDone()) {
                resuming.join();
            }
            progress.tell(name + ": " + stopwatch.count() + " written back, " + Math.round(rate) + "/s");
        });
        ExactlyOnce.check(rig, sent);
        progress.say(name + ": " + sent + " documents, each with one effect and one result");
        lines.add(line("drained", sent - first, draining));
    }

    private Section.Line line(String phase, long calls, Measured measured) {
        List<Object> values = new ArrayList<>(List.of(calls, (long) senders, measured.perSecond()));
        values.addAll(measured.cpu(PARTS));
        return new Section.Line(name + ", " + phase, values, measured);
    }
}
