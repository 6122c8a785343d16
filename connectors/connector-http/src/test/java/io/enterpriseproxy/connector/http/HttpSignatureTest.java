package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Secret;
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

    /** Made by: printf '%s' '1793527200.{"no":"4711"}' | openssl dgst -sha256 -hmac s3cret */
    private static final String SIGNATURE = "v1=c14c734bad6a5fbe23e42e1b2149b977a65b33b06762580891fdff695ed38c57";

    @Test
    void theSignatureIsWhatOpensslMakes() {
        assertThat(HttpSignature.sign(SECRET, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void aFreshAndUnchangedRequestIsBelieved() {
        assertThat(verify(TIMESTAMP, SIGNATURE, BODY, SENT)).isTrue();
        assertThat(verify(TIMESTAMP, SIGNATURE, BODY, SENT.plus(TOLERANCE))).isTrue();
        assertThat(verify(TIMESTAMP, SIGNATURE, BODY, SENT.minus(TOLERANCE))).isTrue();
    }

    @Test
    void anOldOrChangedRequestIsNotBelieved() {
        assertThat(verify(TIMESTAMP, SIGNATURE, BODY, SENT.plus(TOLERANCE).plusSeconds(1))).isFalse();
        assertThat(verify(TIMESTAMP, SIGNATURE, BODY, SENT.minus(TOLERANCE).minusSeconds(1))).isFalse();
        assertThat(verify("1793527201", SIGNATURE, BODY, SENT)).isFalse();
        assertThat(verify(TIMESTAMP, SIGNATURE, new byte[]{1}, SENT)).isFalse();
        assertThat(verify(TIMESTAMP, SIGNATURE.replace("v1=", "v2="), BODY, SENT)).isFalse();
        assertThat(verify("soon", SIGNATURE, BODY, SENT)).isFalse();
        assertThat(HttpSignature.verify(new Secret("other"), TIMESTAMP, SIGNATURE, BODY, SENT, TOLERANCE)).isFalse();
    }

    private static boolean verify(String timestamp, String signature, byte[] body, Instant now) {
        return HttpSignature.verify(SECRET, timestamp, signature, body, now, TOLERANCE);
    }
}
