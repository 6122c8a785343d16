package io.enterpriseproxy.signer.vault;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import javax.net.ssl.SSLContext;

/** A Vault that knows one role, and whose tokens are good for some requests and no more. */
final class VaultStub {
    static final VaultLogin LOGIN = new VaultLogin.AppRole("approle", "a-role", "a-secret-id");
    private final Function<Request, Answer> engine;
    private final AtomicInteger logIns = new AtomicInteger();

    /** @param engine answers what is asked with a token */
    VaultStub(Function<Request, Answer> engine) {
        this.engine = engine;
    }

    Answer answer(Request request) {
        String token = request.getHeader("X-Vault-Token");
        return switch (request.getUrl()) {
            case "/v1/auth/approle/login" -> logIn(request);
            case "/v1/auth/token/lookup-self" -> Answer.json(200,
                    "{\"data\":{\"ttl\":3600,\"renewable\":true,\"type\":\"service\"}}");
            case "/v1/auth/token/renew-self" -> Answer.json(200,
                    "{\"auth\":{\"client_token\":\"%s\",\"lease_duration\":3600,\"renewable\":true}}".formatted(token));
            case "/v1/auth/token/revoke-self" -> new Answer(204, "application/json", "");
            default -> token != null && token.startsWith("s.token-") ? engine.apply(request) : denied();
        };
    }

    private Answer logIn(Request request) {
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        if (!asked.path("role_id").asString("").equals("a-role")
                || !asked.path("secret_id").asString("").equals("a-secret-id")) {
            return Answer.json(400, "{\"errors\":[\"invalid role or secret ID\"]}");
        }
        return Answer.json(200,
                "{\"auth\":{\"client_token\":\"s.token-%s\",\"lease_duration\":3600,\"renewable\":true}}"
                        .formatted(logIns.incrementAndGet()));
    }

    static Answer denied() {
        return Answer.json(403, "{\"errors\":[\"permission denied\"]}");
    }

    static VaultSettings settings(StubService service, VaultLogin login) {
        try {
            return new VaultSettings(service.url(), null, login, SSLContext.getDefault(),
                    Duration.ofSeconds(5));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    int logIns() {
        return logIns.get();
    }
}
