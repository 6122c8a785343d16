package io.enterpriseproxy.signer.remote;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.RemoteKeyStoreContract;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StubService;
import io.enterpriseproxy.signer.StubService.Answer;
import org.junit.jupiter.api.Test;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What holds for every way to ask a signing service. */
abstract class SigningServiceContract extends RemoteKeyStoreContract {
    abstract RemoteSigningApi api();

    /** To a request that shows who it is. */
    abstract Answer answerKnown(Request request);

    @Override
    protected final Answer answer(Request request) {
        return isRevoked() || !"Bearer a-token".equals(request.getHeader("Authorization"))
                ? new Answer(403, "text/plain", "")
                : answerKnown(request);
    }

    @Override
    protected KeyStore connect() {
        try {
            return new RemoteKeyStore(new RemoteSettings(service().url(), api(),
                    Map.of("Authorization", "Bearer a-token"), SSLContext.getDefault(), Duration.ofSeconds(5)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected String key() {
        return Secp256k1Curve.address(StubService.publicKey()).checksummed();
    }

    @Override
    protected String unknownKey() {
        return "0x" + "11".repeat(20);
    }

    @Test
    void keyIsNamedByItsAddress() {
        try (KeyStore store = connect()) {
            assertThatExceptionOfType(KeyStoreException.class).isThrownBy(() -> store.key("erp-ap"))
                    .withMessageContaining("address");
        }
    }
}
