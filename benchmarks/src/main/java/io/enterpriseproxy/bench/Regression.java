package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.byhand.ByHandMain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whether the server has become slower: rates and CPU times beside those of the route that is written by hand, in the same
 * run on the same machine. Ratios say what a rate cannot, since rates differ from machine to machine.
 */
record Regression() implements Scenario {
    private static final Scenario OURS = new EndToEnd(Way.BATCH_REST, Ledger.POSTGRES, Chain.STUB);
    private static final Scenario THEIRS = new ByHand(ByHandMain.FAST, Chain.STUB);

    /** Measured: 1.4 in the first minutes, 1.8 later. */
    private static final double LEAST_RATE = 1.1;
    /** Measured: 0.41 in the first minutes, 0.3 later. */
    private static final double MOST_CPU = 0.55;
    /** Measured: 0.8 and more; standstills show here. */
    private static final double LEAST_STEADINESS = 0.5;

    private record Ratio(String name, double found, String expected, boolean holds) {}

    @Override
    public String name() {
        return "regression";
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        List<Measured> ours = runs(OURS, workshop);
        List<Measured> theirs = runs(THEIRS, workshop);
        double rate = median(ours, Measured::perSecond) / median(theirs, Measured::perSecond);
        double cpu = median(ours, run -> run.micros("gateway")) / median(theirs, run -> run.micros("gateway"));
        double steadiness = median(ours, run -> run.leastPerSecond() / run.perSecond());
        List<Ratio> ratios = List.of(
                new Ratio("calls/s, of the route by hand", rate, "at least " + LEAST_RATE, rate >= LEAST_RATE),
                new Ratio("CPU per call, of the route by hand", cpu, "at most " + MOST_CPU, cpu <= MOST_CPU),
                new Ratio("worst 10 s, of the whole run", steadiness, "at least " + LEAST_STEADINESS,
                        steadiness >= LEAST_STEADINESS));
        List<Ratio> missed = ratios.stream().filter(ratio -> !ratio.holds()).toList();
        if (!missed.isEmpty()) {
            throw new IllegalStateException("the server has become slower: " + missed);
        }
        List<Section.Line> lines = new ArrayList<>();
        ratios.forEach(ratio -> lines
                .add(new Section.Line(ratio.name(), List.of(ratio.found(), ratio.expected()), Map.of())));
        return new Section("Ratios", List.of("ratio", "found", "expected"), lines);
    }

    @SuppressWarnings("unchecked") // the detail of a rate's line is its runs
    private static List<Measured> runs(Scenario scenario, Workshop workshop) throws IOException, InterruptedException {
        return (List<Measured>) scenario.measure(workshop).lines().getFirst().detail();
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> value) {
        return runs.stream().mapToDouble(value).sorted().toArray()[runs.size() / 2];
    }
}
