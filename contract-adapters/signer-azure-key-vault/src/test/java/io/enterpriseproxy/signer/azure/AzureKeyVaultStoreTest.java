package io.enterpriseproxy.signer.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.http.HttpClient;
import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.Encodings;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.RemoteKeyStoreContract;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Against a stub that answers as the service does. Tokens go by https only: the host is exchanged below the SDK. */
class AzureKeyVaultStoreTest extends RemoteKeyStoreContract {
    private static final String HOST = "https://example.vault.azure.net";
    private static final String VERSION = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "pay/" + VERSION;
    private volatile boolean made;

    @Override
    protected Answer answer(Request request) {
        String path = request.getUrl().replaceAll("[?].*", "");
        if (!"Bearer a-token".equals(request.getHeader("Authorization"))) {
            return new Answer(401, "application/json", "{}", Map.of("WWW-Authenticate",
                    "Bearer authorization=\"https://login.windows.net/a-tenant\", resource=\"https://vault.azure.net\""));
        }
        boolean creates = path.equals("/keys/made/create");
        if (creates) {
            JsonNode wanted = JsonMapper.shared().readTree(request.getBodyAsString());
            made = wanted.path("kty").asString("").equals("EC") && wanted.path("crv").asString("").equals("P-256K");
        }
        String key = made && path.startsWith("/keys/made") ? "made/" + VERSION : KEY;
        if (!path.startsWith("/keys/" + key) && !(made && path.startsWith("/keys/made"))) {
            return error(404, "KeyNotFound");
        }
        if (!path.endsWith("/sign")) {
            byte[] point = StubService.publicKey();
            return Answer.json(200, JsonMapper.shared().writeValueAsString(Map.of("key", Map.of("kid",
                    HOST + "/keys/" + key, "kty", "EC", "crv", "P-256K", "key_ops", new String[]{"sign"}, "x",
                    base64(Arrays.copyOfRange(point, 1, 33)), "y", base64(Arrays.copyOfRange(point, 33, 65))),
                    "attributes", Map.of("enabled", true))));
        }
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        byte[] digest = Base64.getUrlDecoder().decode(asked.path("value").asString(""));
        if (isRevoked() || !asked.path("alg").asString("").equals("ES256K") || digest.length != 32) {
            return error(403, "Forbidden");
        }
        return Answer.json(200, "{\"kid\":\"%s\",\"value\":\"%s\"}".formatted(HOST + "/keys/" + KEY,
                base64(Encodings.concatenated(StubService.sign(digest)))));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Answer error(int status, String code) {
        return Answer.json(status, "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, code));
    }

    @Override
    protected KeyStore connect() {
        HttpClient real = HttpClient.createDefault();
        HttpClient exchanged = request -> real.send(request.copy().setUrl(
                request.getUrl().toString().replace(HOST, service().url().toString())));
        return new AzureKeyVaultStore(new AzureKeyVaultSettings(URI.create(HOST), Duration.ofSeconds(5)),
                context -> Mono.just(new AccessToken("a-token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1))),
                exchanged);
    }

    @Override
    protected String key() {
        return KEY;
    }

    @Override
    protected String newKey() {
        return "made";
    }

    @Override
    protected String unknownKey() {
        return "nobody/0123456789abcdef0123456789abcdef";
    }

    @Test
    void keyWithoutAVersionIsRefused() {
        try (KeyStore store = connect()) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address("pay"))
                    .withMessageContaining("NAME/VERSION");
        }
    }
}
