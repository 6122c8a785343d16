package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.http.HttpSignature.Signed;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class HttpSignatureTest {
    private static final Secret SECRET = new Secret("s3cret");
    private static final byte[] BODY = "{\"no\":\"4711\"}".getBytes(StandardCharsets.UTF_8);
    private static final String TIMESTAMP = "1793527200";
    private static final Instant SENT = Instant.ofEpochSecond(1793527200);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Signed SENT_REQUEST = new Signed(TIMESTAMP, "POST", "/erp/results?x=1", "a.1", BODY);

    /** Made by: printf '1793527200\nPOST\n/erp/results?x=1\na.1\n{"no":"4711"}' | openssl dgst -sha256 -hmac s3cret */
    private static final String SIGNATURE = "v2=c60a74d1d5513e2c58f355463a41a0e609a6c7474bf507d39870367289c94ddf";

    @Test
    void theSignatureIsWhatOpensslMakes() {
        assertThat(HttpSignature.sign(SECRET, SENT_REQUEST)).isEqualTo(SIGNATURE);
    }

    @Test
    void aFreshAndUnchangedRequestIsBelieved() {
        assertThat(verify(SENT_REQUEST, SENT)).isTrue();
        assertThat(verify(SENT_REQUEST, SENT.plus(TOLERANCE))).isTrue();
        assertThat(verify(SENT_REQUEST, SENT.minus(TOLERANCE))).isTrue();
    }

    @Test
    void anOldRequestIsNotBelieved() {
        assertThat(verify(SENT_REQUEST, SENT.plus(TOLERANCE).plusSeconds(1))).isFalse();
        assertThat(verify(SENT_REQUEST, SENT.minus(TOLERANCE).minusSeconds(1))).isFalse();
    }

    @Test
    void aChangedRequestIsNotBelieved() {
        assertThat(verify(new Signed("1793527201", "POST", "/erp/results?x=1", "a.1", BODY), SENT)).isFalse();
        assertThat(verify(new Signed(TIMESTAMP, "PUT", "/erp/results?x=1", "a.1", BODY), SENT)).isFalse();
        assertThat(verify(new Signed(TIMESTAMP, "POST", "/erp/results?x=2", "a.1", BODY), SENT)).isFalse();
        assertThat(verify(new Signed(TIMESTAMP, "POST", "/erp/results?x=1", "a.2", BODY), SENT)).isFalse();
        assertThat(verify(new Signed(TIMESTAMP, "POST", "/erp/results?x=1", "a.1", new byte[]{1}), SENT)).isFalse();
        assertThat(verify(new Signed("soon", "POST", "/erp/results?x=1", "a.1", BODY), SENT)).isFalse();
    }

    @Test
    void anotherSecretOrVersionIsNotBelieved() {
        assertThat(HttpSignature.verify(new Secret("other"), SENT_REQUEST, SIGNATURE, SENT, TOLERANCE)).isFalse();
        assertThat(HttpSignature.verify(SECRET, SENT_REQUEST, SIGNATURE.replace("v2=", "v1="), SENT, TOLERANCE))
                .isFalse();
    }

    private static boolean verify(Signed request, Instant now) {
        return HttpSignature.verify(SECRET, request, SIGNATURE, now, TOLERANCE);
    }
}
