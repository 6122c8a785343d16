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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Against a stub that answers as the service does. Tokens go by https only: the host is exchanged below the SDK. */
class AzureKeyVaultStoreTest extends RemoteKeyStoreContract {
    private static final String HOST = "https://example.vault.azure.net";
    private static final String VERSION = "0123456789abcdef0123456789abcdef";
    private static final String KEY = "pay/" + VERSION;
    private static final String WRAPS = "ep-privacy/" + VERSION;
    private static final String WRAPS_TOO = "ep-other/" + VERSION;
    private static final String EC = "ec/" + VERSION;
    private static final Map<String, KeyPair> RSA = Map.of(WRAPS, rsa(), WRAPS_TOO, rsa());
    private volatile boolean made;

    @Override
    protected Answer answer(Request request) {
        String path = request.getUrl().replaceAll("[?].*", "");
        if (!"Bearer a-token".equals(request.getHeader("Authorization"))) {
            return new Answer(401, "application/json", "{}", Map.of("WWW-Authenticate",
                    "Bearer authorization=\"https://login.windows.net/a-tenant\", resource=\"https://vault.azure.net\""));
        }
        for (Map.Entry<String, KeyPair> wraps : RSA.entrySet()) {
            if (path.startsWith("/keys/" + wraps.getKey())) {
                return wrapOrUnwrap(wraps.getKey(), wraps.getValue(), path, request);
            }
        }
        if (path.startsWith("/keys/" + EC)) {
            return shown(EC, Map.of("kty", "EC", "crv", "P-256", "key_ops", new String[]{"sign"}, "x",
                    base64(HexFormat.of().parseHex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296")),
                    "y", base64(HexFormat.of()
                            .parseHex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"))));
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
        if (path.endsWith("wrapkey")) {
            return error(400, "BadParameter");
        }
        if (!path.endsWith("/sign")) {
            byte[] point = StubService.publicKey();
            return shown(key, Map.of("kty", "EC", "crv", "P-256K", "key_ops", new String[]{"sign"}, "x",
                    base64(Arrays.copyOfRange(point, 1, 33)), "y", base64(Arrays.copyOfRange(point, 33, 65))));
        }
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        byte[] digest = Base64.getUrlDecoder().decode(asked.path("value").asString(""));
        if (isRevoked() || !asked.path("alg").asString("").equals("ES256K") || digest.length != 32) {
            return error(403, "Forbidden");
        }
        return Answer.json(200, "{\"kid\":\"%s\",\"value\":\"%s\"}".formatted(HOST + "/keys/" + KEY,
                base64(Encodings.concatenated(StubService.sign(digest)))));
    }

    private Answer wrapOrUnwrap(String key, KeyPair pair, String path, Request request) {
        if (!path.endsWith("wrapkey")) {
            RSAPublicKey shown = (RSAPublicKey) pair.getPublic();
            return shown(key, Map.of("kty", "RSA", "key_ops", new String[]{"wrapKey", "unwrapKey"}, "n",
                    base64(shown.getModulus().toByteArray()), "e", base64(shown.getPublicExponent().toByteArray())));
        }
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        if (isRevoked() || !asked.path("alg").asString("").equals("RSA-OAEP-256")) {
            return error(403, "Forbidden");
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            boolean unwraps = path.endsWith("/unwrapkey");
            cipher.init(unwraps ? Cipher.DECRYPT_MODE : Cipher.ENCRYPT_MODE,
                    unwraps ? pair.getPrivate() : pair.getPublic(), new OAEPParameterSpec("SHA-256", "MGF1",
                            MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            return Answer.json(200, "{\"kid\":\"%s\",\"value\":\"%s\"}".formatted(HOST + "/keys/" + key,
                    base64(cipher.doFinal(Base64.getUrlDecoder().decode(asked.path("value").asString(""))))));
        } catch (GeneralSecurityException fault) {
            return error(400, "BadParameter");
        }
    }

    private static Answer shown(String key, Map<String, Object> publicKey) {
        Map<String, Object> named = new HashMap<>(publicKey);
        named.put("kid", HOST + "/keys/" + key);
        return Answer.json(200, JsonMapper.shared().writeValueAsString(Map.of("key", named, "attributes",
                Map.of("enabled", true))));
    }

    private static KeyPair rsa() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
    protected String wrappingKey() {
        return WRAPS;
    }

    @Override
    protected String otherWrappingKey() {
        return WRAPS_TOO;
    }

    @Override
    protected String unknownKey() {
        return "nobody/0123456789abcdef0123456789abcdef";
    }

    @Test
    void keyThatTheSdkKnowsNotToWrapIsRefused() {
        try (KeyStore store = connect()) {
            assertRefused(() -> store.wrap(EC, SECRET.clone())).withMessageContainingAll(EC, "is not for this",
                    "RSA keys wrap");
        }
    }

    @Test
    void keyWithoutAVersionIsRefused() {
        try (KeyStore store = connect()) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address("pay"))
                    .withMessageContaining("NAME/VERSION");
        }
    }
}
