package io.enterpriseproxy.server;

import io.enterpriseproxy.server.config.Overrides;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The words that the server is started with. */
sealed interface CommandLine {
    String USAGE = """
            Usage: ./ep run --config FILE --mappings DIR [--data DIR] [--port N]

            Runs the server until Ctrl-C (or SIGTERM). Ends with 2 if the command line, the configuration or a mapping is wrong.

              --config FILE    the configuration (config/enterprise-proxy.yaml is an example)
              --mappings DIR   the directory of mapping files
              --data DIR       where ledger and broker are kept, instead of the configuration's data
              --port N         port of the HTTP server, instead of the configuration's
              --help           this text
            """;

    /** Start. */
    record Run(StartOptions options) implements CommandLine {}

    /** Show the usage. */
    record Help() implements CommandLine {}

    /** Not understood. */
    record Wrong(String reason) implements CommandLine {}

    static CommandLine parse(String... words) {
        if (List.of(words).contains("--help")) {
            return new Help();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            if (!Set.of("--config", "--mappings", "--data", "--port").contains(words[i])) {
                return new Wrong("found " + words[i] + "; expected --config, --mappings, --data, --port or --help");
            }
            if (i + 1 == words.length || words[i + 1].startsWith("--")) {
                return new Wrong(words[i] + " needs a value");
            }
            if (values.put(words[i], words[i + 1]) != null) {
                return new Wrong(words[i] + " is there twice");
            }
        }
        return run(values);
    }

    private static CommandLine run(Map<String, String> values) {
        String config = values.get("--config");
        String mappings = values.get("--mappings");
        if (config == null || mappings == null) {
            return new Wrong(config == null ? "--config FILE is missing" : "--mappings DIR is missing");
        }
        String port = values.get("--port");
        if (port != null && !(port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535)) {
            return new Wrong("found --port " + port + "; expected a number from 0 to 65535");
        }
        @Nullable
        String data = values.get("--data");
        return new Run(new StartOptions(Path.of(config), Path.of(mappings),
                new Overrides(data == null ? null : Path.of(data), port == null ? null : Integer.valueOf(port))));
    }
}
