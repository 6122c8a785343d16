package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.SteadyLoad;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Events come in as fast as they are accepted, far faster than they can be mined, and what has piled up is drained.
 *
 * @param events how many come in
 * @param senders lanes that share them
 */
record Backlog(String name, long events, int senders) implements Scenario {
    static final Backlog LARGE = new Backlog("backlog", 500_000, Rig.SENDERS);
    static final Backlog MANY_LANES = new Backlog("lanes", 200_000, 1_000);
    private static final double NANOS = 1e9;

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name));
        try (Rig rig = new Rig(files, new Rig.Shape(Chain.STUB, Ledger.POSTGRES, Way.BATCH_REST, senders, 0),
                workshop.plan())) {
            long start = System.nanoTime();
            long accepted = 0;
            long sent = 0;
            try (SteadyLoad load = new SteadyLoad(rig.source(), 0, events, () -> 0)) {
                while (load.sent() < events) {
                    Thread.sleep(20);
                    load.check();
                    workshop.progress().tell(name + ": " + load.sent() + " in");
                }
                load.stop();
                accepted = System.nanoTime() - start;
                sent = load.sent();
            }
            long waiting = sent - rig.results().quickCount();
            long drainStart = System.nanoTime();
            while (rig.results().quickCount() < sent) {
                Thread.sleep(100);
                workshop.progress().tell(name + ": " + rig.results().quickCount() + " written back");
            }
            double drain = waiting * NANOS / (System.nanoTime() - drainStart);
            return new Section("Backlog (PostgreSQL, batch REST, stub)",
                    List.of("scenario", "events", "lanes", "accepted/s", "waiting then", "drained/s"),
                    List.of(new Section.Line(name,
                            List.of(sent, (long) senders, sent * NANOS / accepted, waiting, drain),
                            Map.of())));
        }
    }
}
