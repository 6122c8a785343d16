package io.enterpriseproxy.adapter.evm;

import java.time.Duration;
import java.util.List;

/**
 * A chain and the nodes that lead to it.
 *
 * @param name for logs and messages
 * @param chainId EIP-155 id; a node that names another one is not used
 * @param nodes preferred first, at least one
 * @param batchSize most calls in one JSON-RPC batch
 * @param receipts how the outcomes of a block's transactions are read
 * @param dialect what its nodes do otherwise than Ethereum's
 * @param timeout for one HTTP exchange, connecting included
 * @param policy how the nodes are held to each other
 */
public record EvmChainSettings(String name, long chainId, List<EvmNodeSettings> nodes, int batchSize,
        Duration timeout, ReceiptSource receipts, NodeDialect dialect, NodePolicy policy) {
    public static final int DEFAULT_BATCH_SIZE = 100;
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public EvmChainSettings {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("chain " + name + " has no node; at least one is needed");
        }
        if (chainId < 1 || batchSize < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("chain " + name + ": chain id, batch size and time-out are positive; "
                    + "found " + chainId + ", " + batchSize + ", " + timeout);
        }
    }

    /** By the receipts of whole blocks. */
    public EvmChainSettings(String name, long chainId, List<EvmNodeSettings> nodes, int batchSize, Duration timeout) {
        this(name, chainId, nodes, batchSize, timeout, ReceiptSource.BLOCK, NodeDialect.ETHEREUM, NodePolicy.DEFAULT);
    }

    /** With the default batch size and time-out. */
    public EvmChainSettings(String name, long chainId, List<EvmNodeSettings> nodes) {
        this(name, chainId, nodes, DEFAULT_BATCH_SIZE, DEFAULT_TIMEOUT);
    }
}
