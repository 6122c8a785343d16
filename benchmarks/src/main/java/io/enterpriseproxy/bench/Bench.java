package io.enterpriseproxy.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** {@code ./ep bench}: batch REST to final blocks on a local chain with quarter-second blocks, ledger in an H2 file. */
public final class Bench {
    private static final int WARM_UP = 5_000;
    private static final int CALLS = 20_000;
    private static final int RUNS = 3;
    private static final String USAGE = """
            Usage: ./ep bench [--calls N]

            Pushes calls through batch REST until their blocks, three runs after a warm-up, and prints rates and CPU per call.
            The server's log goes to a file in a temporary directory, which is named.

              --calls N   calls of each run (default 20000)
              --help      this text
            """;

    private Bench() {}

    /** Ends with 2 for a wrong command line. */
    public static void main(String[] words) throws IOException, InterruptedException, ExecutionException {
        List<String> arguments = List.of(words);
        if (arguments.contains("--help")) {
            System.out.print(USAGE);
        } else if (arguments.isEmpty()) {
            measure(CALLS, System.out);
        } else if (arguments.size() == 2 && arguments.getFirst().equals("--calls")
                && arguments.getLast().matches("[1-9][0-9]{0,6}")) {
            measure(Integer.parseInt(arguments.getLast()), System.out);
        } else {
            System.err.print(USAGE);
            System.exit(2);
        }
    }

    /** The runs, in the order they were made. */
    static List<BatchRestRun.Measured> measure(int calls, PrintStream out)
            throws IOException, InterruptedException, ExecutionException {
        Path directory = Files.createTempDirectory("ep-bench-");
        out.println("files and the server's log are in " + directory);
        List<BatchRestRun.Measured> runs = new ArrayList<>();
        try (BenchSystem system = BenchSystem.start(directory)) {
            BatchRestRun rest = new BatchRestRun(system);
            out.println("warm-up: " + WARM_UP + " calls");
            rest.run(WARM_UP);
            out.println("run    calls  accepted/s  on chain/s  server+load us/call  chain us/call");
            for (int run = 1; run <= RUNS; run++) {
                BatchRestRun.Measured measured = rest.run(calls);
                runs.add(measured);
                out.println(line(String.valueOf(run), measured));
            }
            out.println(line("median", runs.stream()
                    .sorted(Comparator.comparingDouble(BatchRestRun.Measured::onChainPerSecond)).toList()
                    .get(RUNS / 2)));
        }
        return runs;
    }

    private static String line(String run, BatchRestRun.Measured measured) {
        return String.format(Locale.ROOT, "%-6s %5d  %10.0f  %10.0f  %19.0f  %13.0f", run, measured.calls(),
                measured.acceptedPerSecond(), measured.onChainPerSecond(), measured.processMicrosPerCall(),
                measured.chainMicrosPerCall());
    }
}
