package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.SteadyLoad;
import io.enterpriseproxy.bench.parts.DatabaseStatements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Events in, final blocks, results in the ERP's table: a steady load over a warm-up and several runs; then it is drained,
 * and every document must have had exactly one effect and one result.
 */
record EndToEnd(Way way, Ledger ledger, Chain chain) implements Scenario {
    static final String TITLE = "Rates, and CPU in microseconds per call";
    static final List<String> COLUMNS = List.of("way in / ledger / chain", "calls/s", "worst 10 s", "gateway us",
            "database us", "node us", "broker us", "load us", "all us");
    /** Most documents on their way: some seconds' worth. */
    static final long WINDOW = 20_000;

    @Override
    public String name() {
        return way.word() + "/" + ledger.name().toLowerCase(Locale.ROOT) + "/"
                + chain.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name().replace('/', '-')));
        Plan plan = workshop.plan();
        try (Rig rig = new Rig(files, new Rig.Shape(chain, ledger, way, Rig.SENDERS, 0), plan)) {
            List<Measured> runs = run(rig, workshop);
            if (plan.profile()) {
                DatabaseStatements.write(rig.postgres(), files.resolve("statements.txt"));
            }
            return new Section(TITLE, COLUMNS, List.of(line(name(), runs)));
        }
    }

    static Section.Line line(String name, List<Measured> runs) {
        Measured median = Measured.median(runs);
        List<Object> values = new ArrayList<>(List.of(median.perSecond(), median.leastPerSecond()));
        values.addAll(median.cpu(List.of("gateway", "database", "node", "broker", "load")));
        return new Section.Line(name, values, runs);
    }

    private List<Measured> run(Rig rig, Workshop workshop) throws IOException, InterruptedException {
        Plan plan = workshop.plan();
        List<Measured> runs = new ArrayList<>();
        Stopwatch stopwatch = new Stopwatch(rig::cpu, rig.results()::quickCount);
        try (SteadyLoad load = new SteadyLoad(rig.source(), 0, WINDOW, stopwatch::count)) {
            for (int run = 0; run <= plan.runs(); run++) {
                String title = name() + (run == 0 ? ", warm-up" : ", run " + run + " of " + plan.runs());
                Measured measured = stopwatch.measure(run == 0 ? plan.warmUp() : plan.duration(), rate -> {
                    load.check();
                    workshop.progress()
                            .tell(title + ": " + load.sent() + " in, " + stopwatch.count() + " written back, "
                                    + Math.round(rate) + "/s");
                });
                if (run > 0) {
                    runs.add(measured);
                }
            }
            load.stop();
            ExactlyOnce.drain(rig, load.sent());
            workshop.progress().say(name() + ": " + load.sent() + " documents, each with one effect and one result");
        }
        return runs;
    }
}
