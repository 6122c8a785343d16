package io.enterpriseproxy.bench;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** The floor, far below what is measured: a change that costs several times as much is noticed. */
class ThroughputIT {
    @Test
    void aThousandCallsPerSecondGoThroughBatchRestToTheirBlocks(@TempDir Path directory) throws Exception {
        try (BenchSystem system = BenchSystem.start(directory)) {
            BatchRestRun rest = new BatchRestRun(system);
            rest.run(2_000);
            BatchRestRun.Measured measured = rest.run(10_000);
            assertThat(system.counted()).isEqualTo(12_000);
            assertThat(measured.onChainPerSecond()).isGreaterThanOrEqualTo(1_000);
        }
    }
}
