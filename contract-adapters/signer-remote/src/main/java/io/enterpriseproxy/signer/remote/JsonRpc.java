package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyStoreException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON-RPC 2.0, one call a request. */
final class JsonRpc {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final RemoteHttp http;

    JsonRpc(RemoteHttp http) {
        this.http = http;
    }

    JsonNode call(String method, List<?> parameters) {
        String body = http.post("", JSON.writeValueAsBytes(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters)));
        JsonNode answer;
        try {
            answer = JSON.readTree(body);
        } catch (JacksonException fault) {
            throw new KeyStoreException("the signing service answered something else than JSON to " + method, fault);
        }
        if (answer.hasNonNull("error")) {
            JsonNode error = answer.get("error");
            throw new KeyStoreException("the signing service refuses " + method + ": "
                    + error.path("message").asString("no message") + " (" + error.path("code").asString("no code")
                    + ")", null);
        }
        return answer.path("result");
    }

    Set<Address> accounts() {
        Set<Address> accounts = new HashSet<>();
        try {
            for (JsonNode account : call("eth_accounts", List.of())) {
                accounts.add(Address.parse(account.asString()));
            }
        } catch (JacksonException | IllegalArgumentException fault) {
            throw new KeyStoreException("the signing service answered no list of addresses to eth_accounts", fault);
        }
        return accounts;
    }
}
