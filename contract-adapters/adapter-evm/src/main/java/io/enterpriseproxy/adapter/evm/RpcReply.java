package io.enterpriseproxy.adapter.evm;

/** What came back for one call. */
sealed interface RpcReply<T> {
    record Value<T>(T value) implements RpcReply<T> {}

    /** The result is JSON's null: the node has no such thing. */
    record Nothing<T>() implements RpcReply<T> {}

    record Refused<T>(RpcError error) implements RpcReply<T> {}

    /** No node answered this call. It may have taken effect all the same. */
    record Unanswered<T>(String reason) implements RpcReply<T> {}
}
