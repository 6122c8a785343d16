package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.broker.JmsBrokerMain;
import io.enterpriseproxy.bench.byhand.ByHandMain;
import io.enterpriseproxy.bench.load.JmsSource;
import io.enterpriseproxy.bench.load.SteadyLoad;
import io.enterpriseproxy.bench.parts.ChildProcess;
import io.enterpriseproxy.bench.parts.CpuClock;
import io.enterpriseproxy.bench.parts.Node;
import io.enterpriseproxy.bench.parts.Senders;
import io.enterpriseproxy.chain.Hex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an integrator writes without us, on the same node with the same documents; counted when they are on the chain. The
 * variant that waits for receipts is so slow that its runs are short and few documents wait for it.
 */
record ByHand(String variant, Chain chain) implements Scenario {
    static final List<String> VARIANTS = List.of(ByHandMain.FAST, ByHandMain.SAFE);
    private static final int SENDERS = 8;
    private static final Duration LONGEST_WAITING = Duration.ofSeconds(20);
    private static final long WINDOW_WAITING = 5_000;
    private static final String QUEUE = "erp.documents";

    @Override
    public String name() {
        return "by-hand-" + variant + "/" + chain.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Path files = Files.createDirectories(workshop.directory().resolve(name().replace('/', '-')));
        try (Node node = Node.start(chain == Chain.ANVIL, files, SENDERS, 0);
                ChildProcess broker = ChildProcess.java("broker", files, List.of("-Xmx1g"), JmsBrokerMain.class,
                        files.resolve("broker").toString());
                ChildProcess route = ChildProcess.java("gateway", files, List.of(), ByHandMain.class,
                        words(broker, node))) {
            Stopwatch stopwatch = new Stopwatch(() -> cpu(node, broker, route), node::countedOrFail);
            return new Section(EndToEnd.TITLE, EndToEnd.COLUMNS,
                    List.of(EndToEnd.line(name(), run(workshop, broker, stopwatch))));
        }
    }

    private String[] words(ChildProcess broker, Node node) {
        List<String> words = new ArrayList<>(List.of(variant, String.valueOf(broker.port()), JmsBrokerMain.USER, QUEUE,
                String.valueOf(node.port()), String.valueOf(Node.CHAIN_ID), node.contract()));
        for (int sender = 0; sender < SENDERS; sender++) {
            words.add(Hex.encode(Senders.key(sender)));
        }
        return words.toArray(String[]::new);
    }

    private static Map<String, Duration> cpu(Node node, ChildProcess broker, ChildProcess route) {
        Map<String, Duration> cpu = new LinkedHashMap<>();
        cpu.put("gateway", route.cpu());
        cpu.put("node", node.cpu());
        cpu.put("broker", broker.cpu());
        cpu.put("load", CpuClock.ofSelf());
        return cpu;
    }

    private List<Measured> run(Workshop workshop, ChildProcess broker, Stopwatch stopwatch)
            throws InterruptedException {
        Plan plan = workshop.plan();
        boolean waiting = variant.equals(ByHandMain.SAFE);
        Duration duration = waiting && plan.duration().compareTo(LONGEST_WAITING) > 0
                ? LONGEST_WAITING
                : plan.duration();
        long window = waiting ? WINDOW_WAITING : EndToEnd.WINDOW;
        List<Measured> runs = new ArrayList<>();
        JmsSource source = new JmsSource(broker.port(), QUEUE, JmsBrokerMain.USER);
        try (SteadyLoad load = new SteadyLoad(source, 0, window, stopwatch::count)) {
            for (int run = 0; run <= plan.runs(); run++) {
                String title = name() + (run == 0 ? ", warm-up" : ", run " + run + " of " + plan.runs());
                Measured measured = stopwatch.measure(run == 0 ? plan.warmUp() : duration, rate -> {
                    load.check();
                    workshop.progress().tell(title + ": " + Math.round(rate) + "/s");
                });
                if (run > 0) {
                    runs.add(measured);
                }
            }
            load.stop();
        }
        return runs;
    }
}
