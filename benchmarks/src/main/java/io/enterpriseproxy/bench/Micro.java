package io.enterpriseproxy.bench;

import io.enterpriseproxy.bench.micro.MappingBenchmark;
import io.enterpriseproxy.bench.parts.ChildProcess;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Single steps, by JMH in a JVM of its own. */
record Micro() implements Scenario {
    private static final int ITERATIONS = 5;

    @Override
    public String name() {
        return "micro";
    }

    @Override
    public Section measure(Workshop workshop) throws IOException {
        try {
            List<Section.Line> lines = new Runner(new OptionsBuilder()
                    .include(MappingBenchmark.class.getPackageName().replace(".", "\\.")).mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.MICROSECONDS).forks(1).warmupIterations(ITERATIONS)
                    .measurementIterations(ITERATIONS)
                    .warmupTime(TimeValue.seconds(1)).measurementTime(TimeValue.seconds(1)).shouldFailOnError(true)
                    .jvmArgsAppend("--enable-native-access=ALL-UNNAMED",
                            "-D" + ChildProcess.LOGGING + "=" + ChildProcess.QUIET)
                    .verbosity(VerboseMode.SILENT).build()).run()
                    .stream().map(Micro::line).toList();
            return new Section("Single steps, microseconds", List.of("step", "us", "+-"), lines);
        } catch (RunnerException e) {
            throw new IOException("JMH failed", e);
        }
    }

    private static Section.Line line(RunResult result) {
        String name = result.getParams().getBenchmark().replaceFirst(".*\\.([^.]+)Benchmark\\.", "$1.")
                + result.getParams().getParamsKeys().stream()
                        .map(key -> " " + key + "=" + result.getParams().getParam(key)).collect(Collectors.joining());
        return new Section.Line(name, List.of(result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError()), Map.of());
    }
}
