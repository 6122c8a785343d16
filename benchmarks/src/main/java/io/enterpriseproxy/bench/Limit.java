package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.load.PresignedSource;
import io.enterpriseproxy.bench.load.SteadyLoad;
import io.enterpriseproxy.bench.parts.CpuClock;
import io.enterpriseproxy.bench.parts.Node;
import io.enterpriseproxy.bench.parts.Senders;
import io.enterpriseproxy.chain.Address;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the node itself can take and mine: the same transactions, signed beforehand and pushed by a bare batch client.
 *
 * <p>
 * The stub's row is bounded by the window: 20,000 transactions may wait, and a block that takes them all comes once a
 * second. So it says that the stub bounds nothing below that, not how much it could take; more would take minutes to sign.
 * anvil's row is bounded by its CPU; its blocks hold 300M gas, some 10,500 calls of tally.
 */
record Limit(Chain chain) implements Scenario {
    private static final int MOST_PER_SECOND = 24_000;
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final long WINDOW = 20_000;

    @Override
    public String name() {
        return "limit/" + chain.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Section measure(Workshop workshop) throws IOException, InterruptedException {
        Plan plan = workshop.plan();
        Duration duration = plan.duration().compareTo(LONGEST) < 0 ? plan.duration() : LONGEST;
        long seconds = WARM_UP.plus(duration.multipliedBy(plan.runs())).toSeconds() + 5;
        Path files = Files.createDirectories(workshop.directory().resolve(name().replace('/', '-')));
        try (Node node = Node.start(chain == Chain.ANVIL, files, Rig.SENDERS, 0)) {
            workshop.progress().say("signing " + MOST_PER_SECOND * seconds + " transactions");
            PresignedSource source = new PresignedSource(node.port(), Node.CHAIN_ID, Address.parse(node.contract()),
                    Rig.SENDERS, (int) (MOST_PER_SECOND * seconds / PresignedSource.BATCH / Rig.SENDERS));
            Stopwatch stopwatch = new Stopwatch(() -> Map.of("node", node.cpu(), "load", CpuClock.ofSelf()),
                    node::countedOrFail);
            List<Measured> runs = new ArrayList<>();
            try (SteadyLoad load = new SteadyLoad(source, 0, WINDOW, stopwatch::count)) {
                for (int run = 0; run <= plan.runs(); run++) {
                    String title = name() + ", run " + run + " of " + plan.runs();
                    Measured measured = stopwatch.measure(run == 0 ? WARM_UP : duration, rate -> {
                        load.check();
                        workshop.progress().tell(title + ": " + Math.round(rate) + "/s");
                    });
                    if (run > 0) {
                        runs.add(measured);
                    }
                }
                load.stop();
            }
            return new Section(EndToEnd.TITLE, EndToEnd.COLUMNS, List.of(EndToEnd.line(name(), runs)));
        }
    }
}
