package io.enterpriseproxy.adapter.evm;

import java.util.List;

/**
 * Error texts that speak of the node rather than of what it was asked, from geth, Besu, Nethermind and hosted gateways.
 */
final class NodeErrors {
    private static final List<String> BUSY = List.of("rate limit", "request rate exceeded", "too many requests",
            "compute units per second", "daily request count exceeded", "capacity exceeded", "node is syncing",
            "initial sync is still in progress", "transaction pool not enabled");
    private static final long TOO_MANY_REQUESTS = 429;

    private static final List<String> TOO_MUCH = List.of("batch too large", "max batch size", "response too large",
            "request timed out", "timeout expired");

    private static final List<String> UNKNOWN_BLOCK = List.of("resource not found", "unknown block", "block not found",
            "header not found", "header for hash not found",
            "could not be found", "cannot find block", "the block does not exist");

    private NodeErrors() {}

    /** It cannot serve now; another node may. */
    static boolean isBusy(RpcError error) {
        return error.code() == TOO_MANY_REQUESTS || error.says(BUSY);
    }

    /** A smaller batch may pass. */
    static boolean isTooMuch(RpcError error) {
        return error.says(TOO_MUCH);
    }

    /** It does not have the block. */
    static boolean isUnknownBlock(RpcError error) {
        return error.says(UNKNOWN_BLOCK);
    }
}
