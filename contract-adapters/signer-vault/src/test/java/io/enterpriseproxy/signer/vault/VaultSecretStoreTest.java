package io.enterpriseproxy.signer.vault;

import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.OpenKeyStore;
import io.enterpriseproxy.signer.RemoteKeyStoreContract;
import io.enterpriseproxy.signer.StubService.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Against a stub that answers as Vault does. */
class VaultSecretStoreTest extends RemoteKeyStoreContract {
    private static final String KEY = "erp/pay";
    private final VaultStub vault = new VaultStub(this::secret);
    private volatile String secret = "4c".repeat(32);
    private volatile @Nullable String stored;
    /** How long this test's stores believe what they have read. */
    private Duration refresh = Duration.ZERO;

    @Override
    protected Answer answer(Request request) {
        return vault.answer(request);
    }

    private Answer secret(Request request) {
        if (isRevoked()) {
            return VaultStub.denied();
        }
        if (request.getUrl().startsWith("/v1/transit/")) {
            return VaultStub.transit(request);
        }
        return switch (request.getUrl()) {
            case "/v1/secret/data/erp/pay" -> Answer.json(200, """
                    {"request_id":"1","data":{"data":{"note":"data","key":"%s"},"metadata":{"version":3}}}"""
                    .formatted(secret));
            case "/v1/secret/data/erp/none" -> Answer.json(200, "{\"data\":{\"data\":{\"other\":\"1\"}}}");
            case "/v1/secret/data/erp/new" -> request.getMethod().equals(RequestMethod.POST)
                    ? store(request)
                    : stored == null
                            ? Answer.json(404, "{\"errors\":[]}")
                            : Answer.json(200, "{\"data\":{\"data\":" + stored + "}}");
            default -> Answer.json(404, "{\"errors\":[]}");
        };
    }

    private Answer store(Request request) {
        JsonNode asked = JsonMapper.shared().readTree(request.getBodyAsString());
        if (stored != null || asked.path("options").path("cas").asInt(-1) != 0) {
            return Answer.json(400, "{\"errors\":[\"check-and-set parameter did not match the current version\"]}");
        }
        stored = asked.path("data").toString();
        return Answer.json(200, "{\"data\":{\"version\":1}}");
    }

    @Override
    protected String newKey() {
        return "erp/new";
    }

    @Override
    protected String importedKey() {
        return "erp/new";
    }

    private KeyStore connect(VaultLogin login) {
        return new VaultSecretStore(VaultStub.settings(service(), login, "transit"), "secret", "key", refresh);
    }

    @Override
    protected KeyStore connect() {
        return connect(VaultStub.LOGIN);
    }

    @Override
    protected String key() {
        return KEY;
    }

    @Override
    protected String wrappingKey() {
        return VaultStub.WRAPS;
    }

    @Override
    protected String otherWrappingKey() {
        return VaultStub.WRAPS_TOO;
    }

    @Override
    protected String unknownKey() {
        return "erp/nobody";
    }

    @Test
    void keyInUseStaysWhileVaultIsDown() {
        // Given
        Signer signer = openStore().signer(key(), null);
        // When
        service().goDown();
        // Then
        assertThat(signer.sign(requests("down", 3)).signatures()).hasSize(3);
    }

    @Test
    void keyThatHasChangedInVaultIsNotUsed() {
        // Given
        Signer signer = openStore().signer(key(), null);
        // When
        secret = "4d".repeat(32);
        // Then
        assertThat(signer.sign(requests("changed", 3)).fault()).contains("another key");
    }

    @Test
    void keyIsReadOnceInAWhile() {
        // Given
        refresh = Duration.ofHours(1);
        try (OpenKeyStore store = new OpenKeyStore("vault", connect(), 4, Duration.ofSeconds(5))) {
            Signer signer = store.signer(key(), null);
            revoke();
            // Then
            assertThat(signer.sign(requests("once", 30)).signatures()).hasSize(30);
        }
    }

    @Test
    void lockedKeyIsNotKept() {
        // Given
        refresh = Duration.ofHours(1);
        try (OpenKeyStore store = new OpenKeyStore("vault", connect(), 4, Duration.ofSeconds(5))) {
            Signer signer = store.signer(key(), null);
            assertThat(signer.sign(requests("held", 1)).fault()).isNull();
            // When
            signer.lock();
            revoke();
            signer.unlock();
            // Then
            assertThat(signer.sign(requests("read", 1)).fault()).contains("the secret");
        }
    }

    @Test
    void oneLogInIsEnough() {
        // Given
        int before = vault.logIns();
        // When
        try (KeyStore store = connect()) {
            store.address(KEY);
            store.address(KEY);
        }
        // Then
        assertThat(vault.logIns()).isEqualTo(before + 1);
    }

    @Test
    void tokenWorksToo() {
        try (KeyStore store = connect(new VaultLogin.Token("s.token-0"))) {
            assertThat(store.address(KEY)).isNotNull();
        }
    }

    @Test
    void wrongLogInIsNamed() {
        try (KeyStore store = connect(new VaultLogin.AppRole("approle", "a-role", "wrong"))) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address(KEY))
                    .withMessageContaining("log-in");
        }
    }

    @Test
    void secretWithoutTheFieldIsNamed() {
        try (KeyStore store = connect()) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address("erp/none"))
                    .withMessageContaining("no field key");
        }
    }

    @Test
    void transitIsEnoughToWrapAndSignsNothing() {
        try (KeyStore store = new VaultTransitStore(VaultStub.settings(service(), VaultStub.LOGIN, "transit"))) {
            byte[] wrapped = store.wrap(VaultStub.WRAPS, SECRET.clone());
            assertThat(new String(wrapped, StandardCharsets.US_ASCII)).startsWith("vault:v1:");
            assertThat(store.unwrap(VaultStub.WRAPS, wrapped)).isEqualTo(SECRET);
            assertRefused(() -> store.address(KEY)).withMessageContaining("add secrets: or ethsign:");
            assertRefused(() -> store.key(KEY)).withMessageContaining("add secrets: or ethsign:");
        }
    }

    @Test
    void secretThatIsNoKeyIsRefusedWithoutShowingIt() {
        for (String wrong : new String[]{"hunter2", "zz".repeat(32), "00".repeat(32), "ff".repeat(32)}) {
            secret = wrong;
            try (KeyStore store = connect()) {
                assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.address(KEY))
                        .withMessageContaining("holds no key").withMessageNotContaining(wrong);
            }
        }
    }
}
