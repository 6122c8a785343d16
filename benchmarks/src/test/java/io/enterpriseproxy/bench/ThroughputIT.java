package io.enterpriseproxy.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The floor, below what is measured on a quiet machine: a change that costs several times as much is noticed. Other work on
 * the machine only ever slows a run down, so the best of three counts.
 */
class ThroughputIT {
    private static final int CALLS = 10_000;
    private static final int RUNS = 3;

    @Test
    void aThousandCallsPerSecondGoThroughBatchRestToTheirBlocks(@TempDir Path directory) throws Exception {
        try (BenchSystem system = BenchSystem.start(directory)) {
            BatchRestRun rest = new BatchRestRun(system);
            double best = 0;
            for (int run = 1; run <= RUNS && best < 1_000; run++) {
                best = Math.max(best, rest.run(CALLS).onChainPerSecond());
                assertThat(system.counted()).isEqualTo((long) CALLS * run);
            }
            assertThat(best).isGreaterThanOrEqualTo(1_000);
        }
    }
}
