package io.enterpriseproxy.adapter.evm;

import java.util.List;

/** What came of sending calls to a node. */
sealed interface Exchange<T> {
    /** In the order of the calls. */
    record Answered<T>(List<RpcReply<T>> replies) implements Exchange<T> {}

    record Failed<T>(Fault fault) implements Exchange<T> {}
}
