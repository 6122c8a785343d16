package io.enterpriseproxy.contracts;

import java.io.PrintStream;
import java.util.List;

/** {@code ./ep devchain}: a local chain for development. */
public final class DevChainMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private DevChainMain() {}

    /** Runs a dev chain until Ctrl-C. */
    public static void main(String[] words) throws InterruptedException {
        System.exit(run(List.of(words), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            return switch (DevChainCommand.parse(words)) {
                case DevChainCommand.Help help -> {
                    out.print(DevChainCommand.USAGE);
                    yield 0;
                }
                case DevChainCommand.Start start -> stayUp(start.options(), out, err);
            };
        } catch (IllegalArgumentException e) {
            err.println("devchain: " + e.getMessage() + ". See ./ep devchain --help.");
            return MISUSED;
        } catch (DevChainException e) {
            err.println("devchain: " + e.getMessage());
            return FAILED;
        }
    }

    private static int stayUp(DevChainOptions options, PrintStream out, PrintStream err) throws InterruptedException {
        try (DevChain chain = DevChain.start(options)) {
            introduce(chain, options, out);
            int status = chain.awaitExit();
            if (status != 0) {
                err.println("devchain: anvil ended by itself with status " + status + ".");
            }
            return status == 0 ? 0 : FAILED;
        }
    }

    private static void introduce(DevChain chain, DevChainOptions options, PrintStream out) {
        out.println("Dev chain at " + chain.url() + ", chain id " + chain.chainId() + ", "
                + options.blockTime().map(time -> "a block every " + time.toMillis() / 1000.0 + " s")
                        .orElse("a block for each transaction")
                + ".");
        options.stateDirectory().ifPresent(directory -> out.println("Its state is kept in " + directory + "."));
        out.println("Accounts, 10,000 ETH each. Everybody knows their keys: never use them on a real chain.");
        for (DevAccount account : chain.accounts()) {
            out.println("  " + account.address() + "  " + account.privateKey());
        }
        out.println("Press Ctrl-C to stop.");
    }
}
