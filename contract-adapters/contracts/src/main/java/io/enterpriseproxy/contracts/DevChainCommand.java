package io.enterpriseproxy.contracts;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What a person typed after {@code ./ep devchain}. */
sealed interface DevChainCommand {
    String USAGE = """
            Usage: ./ep devchain [options]

            Starts a local chain (anvil) with ten funded accounts and stays up until Ctrl-C.

              --port N              TCP port on 127.0.0.1; 0 picks a free one (default 8545)
              --block-time SECONDS  time between blocks, such as 1 or 0.5; 0 mines each transaction at once (default 1)
              --chain-id N          chain id that transactions are signed for (default 31337)
              --gas-limit N         gas that fits in a block (default 300000000)
              --state DIR           keep the chain in this directory over restarts (default: forget it)
              --kaia                speak as a Kaia node does: its types of transactions, fee payers, account keys
              --help                this text
            """;

    /** Asks for the usage. */
    record Help() implements DevChainCommand {}

    /** Asks for a chain. */
    record Start(DevChainOptions options) implements DevChainCommand {}

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException with a plain sentence, if they make no sense
     */
    static DevChainCommand parse(List<String> words) {
        DevChainOptions options = DevChainOptions.DEFAULT.withPort(8545).withBlockTime(Duration.ofSeconds(1));
        Deque<String> rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            if (option.equals("--help") || option.equals("-h")) {
                return new Help();
            }
            options = apply(options, option, rest);
        }
        return new Start(options);
    }

    private static DevChainOptions apply(DevChainOptions options, String option, Deque<String> rest) {
        return switch (option) {
            case "--kaia" -> options.withKaia();
            case "--port" -> options.withPort(Math.toIntExact(whole(option, rest, 9)));
            case "--block-time" -> blockTime(options, seconds(option, rest));
            case "--chain-id" -> options.withChainId(whole(option, rest, 18));
            case "--gas-limit" -> options.withGasLimit(whole(option, rest, 18));
            case "--state" -> options.withStateDirectory(Path.of(value(option, rest)).toAbsolutePath());
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }

    private static DevChainOptions blockTime(DevChainOptions options, BigDecimal seconds) {
        return seconds.signum() == 0
                ? options.withoutBlockTime()
                : options.withBlockTime(Duration.ofMillis(seconds.movePointRight(3).longValueExact()));
    }

    private static long whole(String option, Deque<String> rest, int digits) {
        String value = value(option, rest);
        if (!value.matches("\\d{1," + digits + "}")) {
            throw new IllegalArgumentException(option + " needs a whole number, found \"" + value + "\"");
        }
        return Long.parseLong(value);
    }

    private static BigDecimal seconds(String option, Deque<String> rest) {
        String value = value(option, rest);
        if (!value.matches("\\d{1,6}(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException(option + " needs seconds, such as 1 or 0.5, found \"" + value + "\"");
        }
        return new BigDecimal(value);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.pop();
    }
}
