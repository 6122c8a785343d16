package io.enterpriseproxy.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The gateway's share of what the chain takes: calls/s through batch REST and an H2 file to their blocks, beside as many
 * transactions that were signed beforehand and pushed by a bare client to a chain of the same kind, in the same minutes. A
 * share holds on every machine, where a rate does not. Other work on the machine only ever slows a run down, and the first
 * runs compile, so the best of some counts.
 */
class ThroughputIT {
    private static final int CALLS = 9_600;
    private static final int RUNS = 6;
    /** Measured: 0.14 and 0.17 in first runs, on two cores that others used too. */
    private static final double LEAST_SHARE = 0.08;
    /** No run begins later. */
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @Test
    void carriesAtLeastItsShareOfWhatTheChainTakesFromABareClient(@TempDir Path directory) throws Exception {
        long start = System.nanoTime();
        double bare = BareClientRun.callsPerSecond(CALLS);
        try (BenchSystem system = BenchSystem.start(directory)) {
            BatchRestRun rest = new BatchRestRun(system);
            double best = 0;
            for (int run = 1; run <= RUNS && best < LEAST_SHARE * bare
                    && (run == 1 || System.nanoTime() - start < PATIENCE.toNanos()); run++) {
                BatchRestRun.Measured measured = rest.run(CALLS);
                System.out.printf("%,.0f calls/s on the chain of %,.0f/s, %,.0f us CPU per call (server and load)%n",
                        measured.onChainPerSecond(), bare, measured.processMicrosPerCall());
                best = Math.max(best, measured.onChainPerSecond());
                assertThat(system.counted()).isEqualTo((long) CALLS * run);
            }
            assertThat(best / bare).as("share of the bare client's calls/s").isGreaterThanOrEqualTo(LEAST_SHARE);
        }
    }
}
