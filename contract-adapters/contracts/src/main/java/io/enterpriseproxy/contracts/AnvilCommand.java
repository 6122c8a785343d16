package io.enterpriseproxy.contracts;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The command line that runs anvil as the options say. */
final class AnvilCommand {
    private AnvilCommand() {}

    /**
     * @param program path of anvil
     * @param accountsFile where anvil shall write its accounts
     */
    static List<String> of(Path program, DevChainOptions options, Path accountsFile) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--host", DevChain.HOST, "--port",
                Integer.toString(options.port()), "--chain-id", Long.toString(options.chainId()), "--gas-limit",
                Long.toString(options.gasLimit()), "--mnemonic", options.mnemonic(), "--config-out",
                accountsFile.toString(), "--color", "never"));
        // Else the finalized block is 64 behind the head, which nobody waits for on a chain of his own.
        command.addAll(List.of("--slots-in-an-epoch", "1"));
        options.blockTime().ifPresent(time -> command.addAll(List.of("--block-time", seconds(time))));
        options.stateDirectory().ifPresent(
                directory -> command.addAll(List.of("--state", directory.toString(), "--state-interval", "5")));
        return List.copyOf(command);
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
