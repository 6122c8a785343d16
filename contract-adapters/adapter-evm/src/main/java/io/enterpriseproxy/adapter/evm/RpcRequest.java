package io.enterpriseproxy.adapter.evm;

import java.util.List;

/**
 * One JSON-RPC call.
 *
 * @param params strings, booleans, lists, and maps of strings
 */
record RpcRequest(String method, List<Object> params) {
    static RpcRequest of(String method, Object... params) {
        return new RpcRequest(method, List.of(params));
    }
}
