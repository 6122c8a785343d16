package io.enterpriseproxy.signer.remote;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.function.Function;

/** The answers of a JSON-RPC service with one account. */
final class RpcAnswers {
    private RpcAnswers() {}

    /** @param sign parameters to result, as JSON */
    static Answer to(Request request, String method, Function<JsonNode, String> sign) {
        JsonNode call = JsonMapper.shared().readTree(request.getBodyAsString());
        String asked = call.path("method").asString("");
        if (asked.equals("eth_accounts")) {
            return result("[\"" + Secp256k1Curve.address(StubService.publicKey()).lowerCase() + "\"]");
        }
        return asked.equals(method)
                ? result(sign.apply(call.path("params")))
                : Answer.json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no such"
                        + " method\"}}");
    }

    private static Answer result(String json) {
        return Answer.json(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}");
    }
}
