package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.RawRead;
import io.enterpriseproxy.chain.RawReadOutcome;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.enterpriseproxy.server.security.EventRates;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * JSON-RPC that clients send, passed on to a chain's nodes if all of it is allowed. One call that is not refuses the whole
 * request, before a node hears of any.
 */
final class NodeReads {
    private static final int MOST_CALLS = 50;
    private static final int MOST_CHARS = 4 << 20;

    private final Chains chains;
    private final EventRates rates;
    private final JsonMapper json;

    NodeReads(Chains chains, EventRates rates, JsonMapper json) {
        this.chains = chains;
        this.rates = rates;
        this.json = json;
    }

    /**
     * What a node answers, in the form of the request: an object to an object, an array to an array.
     *
     * @throws RequestRefusedException for an unknown chain, a method that is not allowed, a request that is no JSON-RPC, too
     *             many calls, an answer that is too large, or if no node answers
     */
    JsonNode read(String name, ApiClient client, JsonNode request) {
        if (client.mappings() != null && !client.isAdmin()) {
            throw new RequestRefusedException(ProblemCode.FORBIDDEN, "the API client " + client.name()
                    + " may use only certain mappings, and read the contracts that these call");
        }
        Chain chain = chains.find(name).orElseThrow(() -> new RequestRefusedException(
                new Problem(ProblemCode.NOT_FOUND, "there is no such chain", "name", name, null)));
        List<JsonNode> calls = request.isArray() ? request.valueStream().toList() : List.of(request);
        if (calls.isEmpty() || calls.size() > MOST_CALLS) {
            throw invalid("a batch has one call at least and not too many", null, calls.size() + " calls",
                    "1 to " + MOST_CALLS);
        }
        List<RawRead> reads = calls.stream().map(call -> read(chain, call)).toList();
        rates.take(client.name(), "", reads.size()).ifPresent(wait -> {
            throw new RequestRefusedException(List.of(Problem.of(ProblemCode.TOO_MANY_REQUESTS,
                    "the client " + client.name() + " has had its events of this second; a read counts as one")), wait);
        });
        ArrayNode answers = answers(calls, chain.client().read(reads));
        return request.isArray() ? answers : answers.get(0);
    }

    private static RawRead read(Chain chain, JsonNode call) {
        JsonNode method = call.path("method");
        if (!call.isObject() || !method.isString()) {
            throw invalid("a call is an object with a method", "method", null,
                    "{\"id\":1,\"method\":…,\"params\":[…]}");
        }
        if (!chain.policy().rawReads().contains(method.stringValue())) {
            throw new RequestRefusedException(new Problem(ProblemCode.FORBIDDEN,
                    "the chain's configuration does not allow this method", "method", method.stringValue(),
                    chain.policy().rawReads().isEmpty()
                            ? "none: chains." + chain.name() + ".raw-reads is empty"
                            : "one of " + String.join(", ", new TreeSet<>(chain.policy().rawReads()))));
        }
        JsonNode id = call.path("id");
        if (!id.isNumber() && !id.isString()) {
            throw invalid("a call has an id by which its answer is known", "id", null, "a number or text");
        }
        JsonNode params = call.path("params");
        if (!params.isMissingNode() && !params.isArray()) {
            throw invalid("the params of a call are an array", "params", params.getNodeType().toString(), "[…]");
        }
        return new RawRead(method.stringValue(), new ArrayList<>(params.valueStream().toList()));
    }

    private ArrayNode answers(List<JsonNode> calls, List<RawReadOutcome> outcomes) {
        ArrayNode answers = json.createArrayNode();
        long chars = 0;
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode answer = answers.addObject();
            answer.put("jsonrpc", "2.0");
            answer.set("id", calls.get(i).path("id"));
            switch (outcomes.get(i)) {
                case RawReadOutcome.Result result -> answer.set("result", result.value());
                case RawReadOutcome.Refused refused -> {
                    ObjectNode error = answer.putObject("error");
                    error.put("code", refused.code()).put("message", refused.message());
                    if (!refused.data().isMissingNode()) {
                        error.set("data", refused.data());
                    }
                }
                case RawReadOutcome.Unknown unknown ->
                    throw new RequestRefusedException(ProblemCode.NODE_UNAVAILABLE, unknown.reason());
            }
            chars += answer.toString().length();
            if (chars > MOST_CHARS) {
                throw invalid("the answer is too large; ask for less at once", null,
                        "more than " + chars + " characters",
                        "at most " + MOST_CHARS);
            }
        }
        return answers;
    }

    private static RequestRefusedException invalid(String message, @Nullable String field, @Nullable String found,
            String expected) {
        return new RequestRefusedException(
                new Problem(ProblemCode.INVALID_REQUEST, message, field, found, expected));
    }
}
