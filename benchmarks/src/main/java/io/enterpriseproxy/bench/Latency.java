package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.Documents;
import io.enterpriseproxy.bench.load.JsonRpcLine;
import io.enterpriseproxy.bench.load.PacedRest;
import io.enterpriseproxy.bench.load.PacedRest.Accepted;
import io.enterpriseproxy.bench.load.RestSource;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * Single documents at a fixed pace on PostgreSQL and the stub, in milliseconds: until the answer; and from there until the
 * node has the transaction, until the block that holds it is made (half a second on average), which is final here, and
 * until the result stands in the ERP's table. Percentiles are of all documents of all runs together; so is the CPU time
 * per call, to which all that the processes do between calls is added at low rates.
 */
record Latency() implements Scenario {
    private static final List<Integer> RATES = List.of(1, 10, 100, 500);
    private static final int WARM_UP_RATE = 500;
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    /** The stub forgets older blocks. */
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final List<String> PARTS = List.of("gateway", "database", "node", "load");
    private static final double MICROS = 1_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name()));
        Plan plan = workshop.plan();
        List<Section.Line> lines = new ArrayList<>();
        try (Rig rig = new Rig(files, new Rig.Shape(Chain.STUB, Ledger.POSTGRES, Way.REST, Rig.SENDERS, 0), plan);
                PacedRest posts = new PacedRest((RestSource) rig.source())) {
            workshop.progress().say("warm-up");
            long next = posts.run(0, WARM_UP_RATE, plan.warmUp()).size();
            ExactlyOnce.drain(rig, next);
            for (int rate : RATES) {
                Found found = new Found(new ArrayList<>(), new LinkedHashMap<>());
                for (int run = 1; run <= plan.runs(); run++) {
                    workshop.progress()
                            .say(name() + " at " + rate + " calls/s, run " + run + " of " + plan.runs());
                    next += run(rig, posts, next, rate, duration(plan), found);
                }
                lines.add(line(rate, found));
            }
            ExactlyOnce.check(rig, next);
        }
        return new Section("Latency in ms (PostgreSQL, single REST, stub), all but accept from the answer on; CPU in"
                + " microseconds per call",
                List.of("calls/s", "accept p50", "accept p99", "to node p50", "to node p99", "to final block p50",
                        "to final block p99", "to written back p50", "to written back p99", "gateway us",
                        "database us", "node us", "load us", "all us"),
                lines);
    }

    private static Duration duration(Plan plan) {
        if (plan.duration().compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return plan.duration().compareTo(LONGEST) > 0 ? LONGEST : plan.duration();
    }

    /** What became of one document, in microseconds. */
    private record Times(long accept, long toNode, long toBlock, long toWrittenBack) {}

    /** What all runs at one rate came to. */
    private record Found(List<Times> times, Map<String, Duration> cpu) {}

    /** When a transaction was at the node and when its block was made, in microseconds since 1970. */
    private record AtNode(long arrived, long mined) {}

    /** Answers how many documents it took. */
    private static long run(Rig rig, PacedRest posts, long first, int rate, Duration duration, Found found)
            throws IOException, InterruptedException {
        long block = head(rig);
        Map<String, Duration> before = rig.cpu();
        List<Accepted> accepted = posts.run(first, rate, duration);
        ExactlyOnce.await(rig, first + accepted.size());
        rig.cpu().forEach((part, time) -> found.cpu()
                .merge(part, time.minus(before.getOrDefault(part, Duration.ZERO)), Duration::plus));
        Map<String, AtNode> atNode = atNode(rig, block);
        Map<String, Long> writtenBack = rig.results().arrivals();
        for (Accepted each : accepted) {
            String number = Documents.number(each.sequence());
            AtNode node = at(atNode, Hex.encode(Keccak256.hash(number.getBytes(StandardCharsets.US_ASCII))));
            found.times().add(new Times(each.micros(), Math.max(0, node.arrived() - each.answeredAt()),
                    Math.max(0, node.mined() - each.answeredAt()), at(writtenBack, number) - each.answeredAt()));
        }
        return accepted.size();
    }

    private static long head(Rig rig) throws IOException {
        try (JsonRpcLine line = JsonRpcLine.open(rig.node().port())) {
            return Long.decode(line.call("eth_blockNumber", "[]").stringValue());
        }
    }

    private static Map<String, AtNode> atNode(Rig rig, long fromBlock) throws IOException {
        Map<String, AtNode> atNode = new HashMap<>();
        try (JsonRpcLine line = JsonRpcLine.open(rig.node().port())) {
            for (JsonNode arrival : line.call("stub_arrivals", "[\"" + fromBlock + "\"]")) {
                atNode.put(arrival.get(0).stringValue(),
                        new AtNode(arrival.get(1).asLong(), arrival.get(2).asLong()));
            }
        }
        return atNode;
    }

    private static <T> T at(Map<String, T> found, String key) {
        return Objects.requireNonNull(found.get(key), () -> "nothing came of document " + key);
    }

    private static Section.Line line(int rate, Found found) {
        List<Object> values = new ArrayList<>();
        for (ToLongFunction<Times> step : List.<ToLongFunction<Times>>of(Times::accept, Times::toNode, Times::toBlock,
                Times::toWrittenBack)) {
            List<Long> micros = found.times().stream().map(step::applyAsLong).toList();
            values.add(percentile(micros, 0.50) / MICROS);
            values.add(percentile(micros, 0.99) / MICROS);
        }
        int documents = found.times().size();
        values.addAll(Measured.cpu(Measured.micros(Map.of(), found.cpu(), documents), PARTS));
        return new Section.Line(String.valueOf(rate), values, Map.of("documents", documents));
    }

    static long percentile(List<Long> values, double share) {
        return values.stream().sorted().toList()
                .get((int) Math.min(values.size() - 1, Math.floor(values.size() * share)));
    }
}
