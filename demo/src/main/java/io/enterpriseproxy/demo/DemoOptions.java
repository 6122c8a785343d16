package io.enterpriseproxy.demo;

import io.enterpriseproxy.demo.chain.ChainKind;

import java.nio.file.Path;
import java.util.Optional;

/** The words that the demo is started with. */
sealed interface DemoOptions {
    String USAGE = """
            Usage: ./ep demo [--kaia] [--exit] [--port N] [--data DIR]

              --kaia      on a Kaia dev chain, where a treasury pays for the gas of some calls
              --exit      end after the summary, with status 0 only if all agree
              --port N    port of the HTTP API (default: a free one)
              --data DIR  where everything is kept; emptied at each start (default: demo/target/demo)
              --help      this text
            """;

    /**
     * Start.
     *
     * @param chain what kind of chain to run on
     * @param exit whether to end after the summary
     * @param port port of the API; 0 takes a free one
     */
    record Run(ChainKind chain, boolean exit, int port, Optional<Path> directory) implements DemoOptions {}

    /** Show the usage. */
    record Help() implements DemoOptions {}

    /** Not understood. */
    record Wrong(String reason) implements DemoOptions {}

    static DemoOptions parse(String... words) {
        ChainKind chain = ChainKind.EVM;
        boolean exit = false;
        int port = 0;
        Optional<Path> directory = Optional.empty();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--help", "-h" -> {
                    return new Help();
                }
                case "--kaia" -> chain = ChainKind.KAIA;
                case "--exit" -> exit = true;
                case "--port", "--data" -> {
                    if (i + 1 == words.length || words[i + 1].startsWith("--")) {
                        return new Wrong(words[i] + " needs a value");
                    }
                    String value = words[++i];
                    if (words[i - 1].equals("--data")) {
                        directory = Optional.of(Path.of(value));
                    } else if (isPort(value)) {
                        port = Integer.parseInt(value);
                    } else {
                        return new Wrong("found --port " + value + "; expected a number from 0 to 65535");
                    }
                }
                default -> {
                    return new Wrong("found " + words[i] + "; expected --kaia, --exit, --port, --data or --help");
                }
            }
        }
        return new Run(chain, exit, port, directory);
    }

    private static boolean isPort(String value) {
        return value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535;
    }
}
