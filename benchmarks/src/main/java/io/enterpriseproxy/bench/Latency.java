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
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Single documents at a fixed pace on PostgreSQL and the stub: until the answer, from there until the node has the
 * transaction, and from there until the result stands in the ERP's table (of which the wait for the block is half a second
 * on average). In milliseconds.
 */
record Latency() implements Scenario {
    private static final List<Integer> RATES = List.of(1, 10, 100, 500);
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final double MICROS = 1_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name()));
        List<Section.Line> lines = new ArrayList<>();
        try (Rig rig = new Rig(files, new Rig.Shape(Chain.STUB, Ledger.POSTGRES, Way.REST, Rig.SENDERS, 0),
                workshop.plan());
                PacedRest posts = new PacedRest((RestSource) rig.source())) {
            workshop.progress().say("warm-up");
            long next = posts.run(0, 500, WARM_UP).size();
            for (int rate : RATES) {
                Thread.sleep(DRAIN);
                workshop.progress().say(name() + " at " + rate + " calls/s");
                Duration duration = workshop.plan().duration().compareTo(SHORTEST) > 0
                        ? workshop.plan().duration()
                        : SHORTEST;
                long block = head(rig);
                List<Accepted> accepted = posts.run(next, rate, duration);
                next += accepted.size();
                Thread.sleep(DRAIN);
                lines.add(line(rate, accepted, arrivals(rig, block), rig.results().arrivals()));
            }
        }
        return new Section("Latency in ms (PostgreSQL, single REST, stub), the last four from the answer on",
                List.of("calls/s", "accept p50", "accept p99",
                        "to node p50", "to node p99", "to written back p50", "to written back p99"),
                lines);
    }

    private static long head(Rig rig) throws IOException {
        try (JsonRpcLine line = JsonRpcLine.open(rig.node().port())) {
            return Long.decode(line.call("eth_blockNumber", "[]").stringValue());
        }
    }

    private static Map<String, Long> arrivals(Rig rig, long fromBlock) throws IOException {
        Map<String, Long> arrivals = new HashMap<>();
        try (JsonRpcLine line = JsonRpcLine.open(rig.node().port())) {
            for (JsonNode arrival : line.call("stub_arrivals", "[\"" + fromBlock + "\"]")) {
                arrivals.put(arrival.get(0).stringValue(), arrival.get(1).asLong());
            }
        }
        return arrivals;
    }

    private static Section.Line line(int rate, List<Accepted> accepted, Map<String, Long> atNode,
            Map<String, Long> writtenBack) {
        List<Long> accept = accepted.stream().map(Accepted::micros).toList();
        List<Long> broadcast = accepted.stream().map(each -> Math.max(0, at(atNode, key(each)) - each.answeredAt()))
                .toList();
        List<Long> result = accepted.stream()
                .map(each -> at(writtenBack, Documents.number(each.sequence())) - each.answeredAt()).toList();
        List<Object> values = new ArrayList<>();
        for (List<Long> micros : List.of(accept, broadcast, result)) {
            values.add(percentile(micros, 0.50) / MICROS);
            values.add(percentile(micros, 0.99) / MICROS);
        }
        return new Section.Line(String.valueOf(rate), values, Map.of("documents", accepted.size()));
    }

    private static String key(Accepted accepted) {
        return Hex.encode(Keccak256.hash(Documents.number(accepted.sequence()).getBytes(StandardCharsets.US_ASCII)));
    }

    private static long at(Map<String, Long> times, String key) {
        return Objects.requireNonNull(times.get(key), () -> "nothing came of document " + key);
    }

    static long percentile(List<Long> values, double share) {
        return values.stream().sorted().toList()
                .get((int) Math.min(values.size() - 1, Math.floor(values.size() * share)));
    }
}
