package io.enterpriseproxy.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to measure.
 *
 * @param runs of each row
 * @param duration of each run
 * @param warmUp before the first run
 * @param profile whether the gateway records its profile, and the database its statements
 */
record Plan(int runs, Duration duration, Duration warmUp, boolean profile) {
    private static final int CPU_TIME_PROFILE = 25;

    /** What the gateway's JVM is told besides. */
    List<String> jvmOptions(Path directory) {
        return profile
                ? List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints",
                        "-XX:StartFlightRecording:settings=profile,"
                                + (Runtime.version().feature() >= CPU_TIME_PROFILE
                                        ? "jdk.CPUTimeSample#enabled=true,"
                                        : "")
                                + "filename=" + directory.resolve("gateway.jfr"))
                : List.of();
    }
}
