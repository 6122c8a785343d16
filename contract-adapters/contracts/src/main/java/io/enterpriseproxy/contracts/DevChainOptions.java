package io.enterpriseproxy.contracts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a dev chain runs.
 *
 * @param port TCP port on the loopback interface; 0 picks a free one
 * @param chainId chain id that transactions are signed for
 * @param blockTime time between blocks; empty mines a block for each transaction at once, which stalls after about
 *        2,000 quick blocks, so use a block time for load
 * @param gasLimit gas that fits in a block
 * @param mnemonic words that the accounts derive from
 * @param stateDirectory where the chain's state is kept over restarts; empty forgets it at the end
 * @param kaia whether it speaks as Kaia's nodes do; such a chain keeps no state
 */
public record DevChainOptions(int port, long chainId, Optional<Duration> blockTime, long gasLimit, String mnemonic,
        Optional<Path> stateDirectory, boolean kaia) {
    /** The published mnemonic of dev chains. Never use its keys elsewhere. */
    public static final String DEV_MNEMONIC = "test test test test test test test test test test test junk";

    /** A free port, chain id 31337, a block for each transaction, 300M gas per block, nothing kept. */
    public static final DevChainOptions DEFAULT = new DevChainOptions(0, 31337, Optional.empty(), 300_000_000,
            DEV_MNEMONIC, Optional.empty(), false);

    /** Refuses what anvil could not run with. */
    public DevChainOptions {
        check(port >= 0 && port <= 65535, "port is 0 to 65535, found " + port);
        check(chainId > 0, "chain id is positive, found " + chainId);
        check(gasLimit > 0, "gas limit is positive, found " + gasLimit);
        check(blockTime.isEmpty() || blockTime.get().compareTo(Duration.ofMillis(1)) >= 0,
                "block time is at least one millisecond, found " + blockTime);
        check(!mnemonic.isBlank(), "mnemonic is empty");
        check(!kaia || stateDirectory.isEmpty(), "a Kaia dev chain keeps no state");
    }

    /** The same on this port; 0 picks a free one. */
    public DevChainOptions withPort(int value) {
        return new DevChainOptions(value, chainId, blockTime, gasLimit, mnemonic, stateDirectory, kaia);
    }

    /** The same with this chain id. */
    public DevChainOptions withChainId(long value) {
        return new DevChainOptions(port, value, blockTime, gasLimit, mnemonic, stateDirectory, kaia);
    }

    /** The same with a block at this interval. */
    public DevChainOptions withBlockTime(Duration value) {
        return new DevChainOptions(port, chainId, Optional.of(value), gasLimit, mnemonic, stateDirectory, kaia);
    }

    /** The same with a block for each transaction at once. */
    public DevChainOptions withoutBlockTime() {
        return new DevChainOptions(port, chainId, Optional.empty(), gasLimit, mnemonic, stateDirectory, kaia);
    }

    /** The same with this much gas per block. */
    public DevChainOptions withGasLimit(long value) {
        return new DevChainOptions(port, chainId, blockTime, value, mnemonic, stateDirectory, kaia);
    }

    /** The same with accounts from these words. */
    public DevChainOptions withMnemonic(String value) {
        return new DevChainOptions(port, chainId, blockTime, gasLimit, value, stateDirectory, kaia);
    }

    /** The same with its state kept in this directory. */
    public DevChainOptions withStateDirectory(Path value) {
        return new DevChainOptions(port, chainId, blockTime, gasLimit, mnemonic, Optional.of(value), kaia);
    }

    /** The same that speaks as Kaia's nodes do. */
    public DevChainOptions withKaia() {
        return new DevChainOptions(port, chainId, blockTime, gasLimit, mnemonic, stateDirectory, true);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
