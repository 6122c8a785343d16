package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/** An API key, of which only the hash is kept, or the hash of one. */
public record ApiKeyConfig(
        @Nullable @JsonPropertyDescription("what the client sends as Authorization: Bearer ep_…, by reference") Secret key,
        @Nullable @JsonPropertyDescription("SHA-256 of the key in hex, instead of the key") String sha256,
        @Nullable @JsonPropertyDescription("last day (UTC) or moment at which it is good, such as 2027-01-31") Expiry expires) {

    private static final Pattern KEY = Pattern.compile("ep_[A-Za-z0-9_-]{32,}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ApiKeyConfig {
        if ((key == null) == (sha256 == null)) {
            throw new IllegalArgumentException("expected exactly one of key and its SHA-256");
        }
        if (key != null && !KEY.matcher(key.reveal()).matches()) {
            throw new IllegalArgumentException("the key has another form; expected ep_ and at least 32 of"
                    + " A-Z a-z 0-9 _ -");
        }
        if (sha256 != null && !SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("found a SHA-256 of another form; expected 64 lower-case hex digits");
        }
        if (key != null) {
            sha256 = hash(key);
            key = null;
        }
    }

    /** What the key hashes to, in hex. */
    public String hash() {
        return Objects.requireNonNull(sha256);
    }

    private static String hash(Secret key) {
        try {
            byte[] text = key.reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
