package io.enterpriseproxy.signer.vault;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import io.enterpriseproxy.signer.WrappingService;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

/** A Vault that knows one role, and whose tokens are good for some requests and no more. */
final class VaultStub {
    static final VaultLogin LOGIN = new VaultLogin.AppRole("approle", "a-role", "a-secret-id");
    static final String WRAPS = "ep-privacy";
    static final String WRAPS_TOO = "ep-other";
    private static final Pattern CIPHERTEXT = Pattern.compile("vault:v1:([A-Za-z0-9+/]+=*)");
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

    /** The transit engine, with two keys. */
    static Answer transit(Request request) {
        String[] path = request.getUrl().replaceFirst("^/v1/transit/", "").split("/", 2);
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        if (!path[1].equals(WRAPS) && !path[1].equals(WRAPS_TOO)) {
            return path[0].equals("encrypt") ? denied() : refused("encryption key not found");
        }
        if (path[0].equals("encrypt")) {
            byte[] secret = Base64.getDecoder().decode(asked.path("plaintext").asString(""));
            return Answer.json(200, "{\"request_id\":\"1\",\"data\":{\"ciphertext\":\"vault:v1:%s\",\"key_version\":1}}"
                    .formatted(Base64.getEncoder().encodeToString(WrappingService.wrap(path[1], secret))));
        }
        Matcher wrapped = CIPHERTEXT.matcher(asked.path("ciphertext").asString(""));
        if (!wrapped.matches()) {
            return refused("invalid ciphertext");
        }
        return WrappingService.unwrap(path[1], Base64.getDecoder().decode(wrapped.group(1)))
                .map(secret -> Answer.json(200, "{\"request_id\":\"1\",\"data\":{\"plaintext\":\"%s\"}}"
                        .formatted(Base64.getEncoder().encodeToString(secret))))
                .orElseGet(() -> refused("cipher: message authentication failed"));
    }

    private static Answer refused(String why) {
        return Answer.json(400, "{\"errors\":[\"" + why + "\"]}");
    }

    static VaultSettings settings(StubService service, VaultLogin login, @Nullable String transit) {
        try {
            return new VaultSettings(service.url(), null, login, transit, SSLContext.getDefault(),
                    Duration.ofSeconds(5));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    int logIns() {
        return logIns.get();
    }
}
