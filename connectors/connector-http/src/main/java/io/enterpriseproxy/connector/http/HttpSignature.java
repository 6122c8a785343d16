package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a receiver knows that a request is from the proxy and fresh. Two headers say it:
 *
 * <pre>
 * X-EP-Timestamp: 1793527200                       seconds since 1970, UTC, when the request was sent
 * X-EP-Signature: v2=&lt;64 hex digits&gt;            HMAC-SHA-256 over what is sent
 * </pre>
 *
 * <p>
 * What is signed are the timestamp, the method, the path with its query as in the request line, and the
 * {@code Idempotency-Key}, each followed by a line feed, and then the body's bytes. So a request that somebody recorded
 * is good for nothing but to be taken for the same result again.
 *
 * <p>
 * The key is the connection's {@code secret} in UTF-8. A receiver makes the signature again over the bytes that it got,
 * compares the two in constant time, refuses a timestamp that is too far from its own clock, and then dedupes by
 * {@code Idempotency-Key}. A repeated delivery has the same key and body, and a new timestamp and signature.
 */
public final class HttpSignature {
    /** The header of the time of sending. */
    public static final String TIMESTAMP_HEADER = "X-EP-Timestamp";
    /** The header of the signature. */
    public static final String SIGNATURE_HEADER = "X-EP-Signature";

    private static final String VERSION = "v2=";

    private HttpSignature() {}

    /**
     * What is signed of a request.
     *
     * @param timestamp the timestamp header as it came
     * @param path with its query, as in the request line
     * @param idempotencyKey the {@code Idempotency-Key} header as it came
     * @param body its bytes, not copied
     */
    public record Signed(String timestamp, String method, String path, String idempotencyKey, byte[] body) {
        private byte[] head() {
            return (timestamp + "\n" + method + "\n" + path + "\n" + idempotencyKey + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The value of the signature header. */
    public static String sign(Secret secret, Signed request) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            mac.update(request.head());
            return VERSION + HexFormat.of().formatHex(mac.doFinal(request.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HmacSHA256", e);
        }
    }

    /**
     * What a receiver does.
     *
     * @param signature the signature header as it came
     * @param tolerance how far the sender's clock may be from {@code now}, either way
     */
    public static boolean verify(Secret secret, Signed request, String signature, Instant now, Duration tolerance) {
        if (!request.timestamp().matches("[0-9]{1,12}")) {
            return false;
        }
        Duration distance = Duration.between(Instant.ofEpochSecond(Long.parseLong(request.timestamp())), now).abs();
        boolean fresh = distance.compareTo(tolerance) <= 0;
        return MessageDigest.isEqual(sign(secret, request).getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8)) && fresh;
    }
}
