package io.enterpriseproxy.signer.gcpkms;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.enterpriseproxy.signer.Encodings;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.RemoteKeyStoreContract;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import io.enterpriseproxy.signer.WrappingService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Against a stub that answers as the service does, with the credentials of a service account. */
class GcpKmsStoreTest extends RemoteKeyStoreContract {
    private static final String RING = "projects/p/locations/europe-west3/keyRings/erp/cryptoKeys/";
    private static final String KEY = RING + "pay/cryptoKeyVersions/1";
    private static final String MADE = RING + "made/cryptoKeyVersions/1";
    private static final String WRAPS = RING + "ep-privacy";
    private static final String WRAPS_TOO = RING + "ep-other";
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean made;
    /** What the service answers is changed on its way. */
    private volatile boolean damages;
    @TempDir
    private Path folder;

    @Override
    protected Answer answer(Request request) {
        if (request.getUrl().equals("/token")) {
            return Answer.json(200, "{\"access_token\":\"a-token\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        }
        if (!"Bearer a-token".equals(request.getHeader("Authorization"))) {
            return error(401, "no token");
        }
        if (request.getMethod().equals(RequestMethod.POST)
                && request.getUrl().endsWith("/cryptoKeys?cryptoKeyId=made")) {
            return make(JsonMapper.shared().readTree(request.getBodyAsString()));
        }
        if (request.getMethod().equals(RequestMethod.GET) && request.getUrl().equals("/v1/" + MADE)) {
            return Answer.json(200, "{\"name\":\"%s\",\"state\":\"%s\"}".formatted(MADE,
                    looks.getAndIncrement() == 0 ? "PENDING_GENERATION" : "ENABLED"));
        }
        if (request.getUrl().endsWith(":encrypt") || request.getUrl().endsWith(":decrypt")) {
            return wrapOrUnwrap(request.getUrl().replaceAll("^/v1/|:[a-z]+$", ""),
                    JsonMapper.shared().readTree(request.getBodyAsString()));
        }
        if (!request.getUrl().startsWith("/v1/" + KEY) && !(made && request.getUrl().startsWith("/v1/" + MADE))) {
            return error(404, "CryptoKeyVersion not found");
        }
        if (request.getUrl().endsWith("/publicKey")) {
            return Answer.json(200, JsonMapper.shared().writeValueAsString(Map.of("algorithm",
                    "EC_SIGN_SECP256K1_SHA256", "name", KEY, "pem",
                    "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'})
                            .encodeToString(Encodings.der(StubService.publicKey())) + "\n-----END PUBLIC KEY-----\n")));
        }
        if (isRevoked()) {
            return error(403, "Permission 'cloudkms.cryptoKeyVersions.useToSign' denied");
        }
        byte[] digest = Base64.getUrlDecoder().decode(JsonMapper.shared().readTree(request.getBodyAsString())
                .path("digest").path("sha256").asString(""));
        return digest.length == 32
                ? Answer.json(200, "{\"name\":\"%s\",\"signature\":\"%s\"}".formatted(KEY,
                        base64(Encodings.der(StubService.sign(digest)))))
                : error(400, "no digest");
    }

    private Answer wrapOrUnwrap(String key, JsonNode asked) {
        if (!List.of(WRAPS, WRAPS_TOO).contains(key)) {
            return error(404, "CryptoKey not found");
        }
        if (isRevoked()) {
            return error(403, "Permission 'cloudkms.cryptoKeyVersions.useToDecrypt' denied");
        }
        String field = asked.has("plaintext") ? "plaintext" : "ciphertext";
        byte[] sent = Base64.getUrlDecoder().decode(asked.path(field).asString(""));
        if (crc32c(sent) != asked.path(field + "Crc32c").asLong(-1)) {
            return error(400, "the checksum is another one");
        }
        if (field.equals("plaintext")) {
            byte[] wrapped = WrappingService.wrap(key, sent);
            return Answer.json(200,
                    "{\"ciphertext\":\"%s\",\"ciphertextCrc32c\":\"%s\",\"verifiedPlaintextCrc32c\":true}"
                            .formatted(base64(wrapped), answeredChecksum(wrapped)));
        }
        return WrappingService.unwrap(key, sent).map(secret -> Answer.json(200,
                "{\"plaintext\":\"%s\",\"plaintextCrc32c\":\"%s\"}".formatted(base64(secret),
                        answeredChecksum(secret))))
                .orElseGet(() -> error(400, "Decryption failed: the ciphertext is invalid."));
    }

    private static long crc32c(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private long answeredChecksum(byte[] bytes) {
        return damages ? crc32c(bytes) ^ 1 : crc32c(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Answer make(JsonNode wanted) {
        if (made) {
            return error(409, "CryptoKey made already exists");
        }
        made = wanted.path("purpose").asString("").equals("ASYMMETRIC_SIGN")
                && wanted.path("versionTemplate").path("algorithm").asString("").equals("EC_SIGN_SECP256K1_SHA256")
                && wanted.path("versionTemplate").path("protectionLevel").asString("").equals("HSM");
        return made ? Answer.json(200, "{}") : error(400, "unsupported");
    }

    private static Answer error(int status, String message) {
        return Answer.json(status, "{\"error\":{\"code\":%s,\"message\":\"%s\"}}".formatted(status, message));
    }

    private Path credentials() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
            return Files.writeString(folder.resolve("credentials.json"), JsonMapper.shared().writeValueAsString(
                    Map.of("type", "service_account", "project_id", "p", "private_key_id", "1", "private_key", pem,
                            "client_email", "ep@p.iam.gserviceaccount.com", "client_id", "1", "token_uri",
                            service().url() + "/token")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected KeyStore connect() {
        return new GcpKmsStore(new GcpKmsSettings(credentials(), service().url(), Duration.ofSeconds(5)));
    }

    @Override
    protected String key() {
        return KEY;
    }

    @Override
    protected String newKey() {
        return RING + "made";
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
        return RING + "nobody/cryptoKeyVersions/1";
    }

    @Test
    void keyThatIsNoVersionIsRefused() {
        try (KeyStore store = connect()) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address("pay"))
                    .withMessageContaining("cryptoKeyVersions");
        }
    }

    @Test
    void wrappingKeyIsNamedWithoutAVersionAndKnown() {
        try (KeyStore store = connect()) {
            assertRefused(() -> store.wrap(WRAPS + "/cryptoKeyVersions/1", SECRET))
                    .withMessageContaining("without a version");
            assertRefused(() -> store.unwrap(RING + "nobody", SECRET)).withMessageContaining("CryptoKey not found");
        }
    }

    @Test
    void bytesThatWereChangedOnTheirWayAreRefused() {
        try (KeyStore store = connect()) {
            byte[] wrapped = store.wrap(WRAPS, SECRET.clone());
            damages = true;
            assertRefused(() -> store.wrap(WRAPS, SECRET.clone())).withMessageContaining("checksum");
            assertRefused(() -> store.unwrap(WRAPS, wrapped)).withMessageContaining("checksum");
        }
    }

    @Test
    void missingCredentialsAreNamed() {
        assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> new GcpKmsStore(
                new GcpKmsSettings(folder.resolve("nowhere.json"), service().url(), Duration.ofSeconds(5))))
                .withMessageContaining("nowhere.json");
    }
}
