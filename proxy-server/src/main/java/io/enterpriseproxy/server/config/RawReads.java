package io.enterpriseproxy.server.config;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The methods of JSON-RPC that a configuration may let clients use: all of them read, and leave nothing behind in the node. */
final class RawReads {
    private static final Set<String> POSSIBLE = Set.of("eth_blockNumber", "eth_call", "eth_chainId", "eth_estimateGas",
            "eth_feeHistory", "eth_gasPrice", "eth_getBalance", "eth_getBlockByHash", "eth_getBlockByNumber",
            "eth_getBlockReceipts", "eth_getBlockTransactionCountByHash", "eth_getBlockTransactionCountByNumber",
            "eth_getCode", "eth_getLogs", "eth_getProof", "eth_getStorageAt",
            "eth_getTransactionByBlockHashAndIndex", "eth_getTransactionByBlockNumberAndIndex",
            "eth_getTransactionByHash", "eth_getTransactionCount", "eth_getTransactionReceipt",
            "eth_maxPriorityFeePerGas", "eth_syncing", "kaia_blockNumber", "kaia_getAccount", "kaia_getBlockReceipts",
            "kaia_getTransactionByHash", "kaia_getTransactionBySenderTxHash", "kaia_getTransactionReceipt",
            "kaia_getTransactionReceiptBySenderTxHash", "net_version", "web3_clientVersion");

    private RawReads() {}

    static void check(Collection<String> methods) {
        List<String> others = methods.stream().filter(method -> !POSSIBLE.contains(method)).toList();
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("found raw-reads " + String.join(", ", others) + "; expected some of "
                    + String.join(", ", new TreeSet<>(POSSIBLE)));
        }
    }
}
