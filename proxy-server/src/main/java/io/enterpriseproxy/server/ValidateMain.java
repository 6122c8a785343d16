package io.enterpriseproxy.server;

import io.enterpriseproxy.mapping.TestReport;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.config.ConfigLoader;
import io.enterpriseproxy.server.config.Overrides;
import io.enterpriseproxy.server.mappings.FileMapping;
import io.enterpriseproxy.server.systems.Connectors;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks mapping files and runs their own test cases; {@code ./ep validate}. Opens nothing but files, and no secret. */
public final class ValidateMain {
    private static final int OK = 0;
    private static final int REFUSED = 2;
    private static final String USAGE = """
            Usage: ./ep validate DIR [--config FILE]

            Checks all mapping files of a directory and runs the test cases that they hold. Sends nothing and connects to nothing.
            Ends with 2 if a mapping is wrong, one of its test cases fails, or there is no mapping file. DIR may be one file too.

              --config FILE    the configuration that they are checked against: its contracts, keys, connections and address book
                               (default: enterprise-proxy.yaml beside DIR)
              --help           this text
            """;

    private final PrintStream out;
    private final PrintStream err;

    ValidateMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends with 2 if a mapping is wrong or a test case fails. */
    public static void main(String[] words) {
        System.exit(new ValidateMain(System.out, System.err).run(words));
    }

    int run(String... words) {
        if (List.of(words).contains("--help")) {
            out.print(USAGE);
            return OK;
        }
        if (words.length == 1 && !words[0].startsWith("--")) {
            return run(Path.of(words[0]), null);
        }
        if (words.length == 3 && words[1].equals("--config")) {
            return run(Path.of(words[0]), Path.of(words[2]));
        }
        if (words.length == 3 && words[0].equals("--config")) {
            return run(Path.of(words[2]), Path.of(words[1]));
        }
        err.println((words.length == 0 ? "DIR is missing" : "found " + String.join(" ", words))
                + "; expected DIR, and --config FILE if need be");
        err.print(USAGE);
        return REFUSED;
    }

    private int run(Path directory, @Nullable Path named) {
        if (Files.notExists(directory)) {
            err.println("There is no directory " + directory + "; expected the directory of mapping files.");
            return REFUSED;
        }
        Path config = named == null ? directory.toAbsolutePath().resolveSibling("enterprise-proxy.yaml") : named;
        if (named == null && Files.notExists(config)) {
            err.println(
                    "There is no " + config + ". Name the configuration that the mappings are for by --config FILE.");
            return REFUSED;
        }
        Faults faults = new Faults();
        try {
            List<FileMapping> mappings = Prepared.of(
                    ConfigLoader.withoutSecrets(Connectors.connectionRecords()).load(config, Overrides.NONE), directory,
                    faults).mappings();
            if (mappings.isEmpty() && faults.isEmpty()) {
                err.println("There are no mapping files (*.yaml, *.yml) in " + directory + ".");
                return REFUSED;
            }
            return report(mappings, faults.list());
        } catch (DocumentException e) {
            return report(List.of(), e.faults());
        }
    }

    private int report(List<FileMapping> mappings, List<Fault> faults) {
        int cases = 0;
        int failed = 0;
        for (FileMapping file : mappings) {
            TestReport report = file.mapping().runTests();
            out.println(file.file() + ": " + report.mapping());
            for (TestReport.Result result : report.results()) {
                cases++;
                failed += result.passed() ? 0 : 1;
                out.println((result.passed() ? "  ok    " : "  FAIL  ") + result.test());
                result.differences()
                        .forEach(difference -> out.println("        " + result.place() + ": " + difference));
            }
        }
        faults.forEach(fault -> out.println(fault.toString()));
        out.println(counted(mappings.size(), "mapping") + ", " + counted(cases, "test case") + ", " + failed
                + " failed, " + counted(faults.size(), "fault") + " in files");
        return failed == 0 && faults.isEmpty() ? OK : REFUSED;
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
