package io.enterpriseproxy.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The floor that is promised, below what is measured on a quiet machine. Other work on the machine only ever slows a run
 * down, and the first runs compile, so the best of some counts.
 */
class ThroughputIT {
    private static final int CALLS = 10_000;
    private static final int RUNS = 6;

    @Test
    void aThousandCallsPerSecondGoThroughBatchRestToTheirBlocks(@TempDir Path directory) throws Exception {
        try (BenchSystem system = BenchSystem.start(directory)) {
            BatchRestRun rest = new BatchRestRun(system);
            double best = 0;
            for (int run = 1; run <= RUNS && best < 1_000; run++) {
                BatchRestRun.Measured measured = rest.run(CALLS);
                System.out.printf("%,.0f calls/s on the chain, %,.0f us CPU per call (server and load)%n",
                        measured.onChainPerSecond(), measured.processMicrosPerCall());
                best = Math.max(best, measured.onChainPerSecond());
                assertThat(system.counted()).isEqualTo((long) CALLS * run);
            }
            assertThat(best).isGreaterThanOrEqualTo(1_000);
        }
    }
}
