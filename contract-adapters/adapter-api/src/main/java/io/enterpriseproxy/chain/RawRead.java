package io.enterpriseproxy.chain;

import tools.jackson.databind.JsonNode;

import java.util.List;

/**
 * A read in the words of the chain's own protocol, which is passed on as it is.
 *
 * @param method of JSON-RPC; one that changes nothing, which the caller has made sure of
 */
public record RawRead(String method, List<JsonNode> params) {
    public RawRead {
        params = List.copyOf(params);
    }
}
