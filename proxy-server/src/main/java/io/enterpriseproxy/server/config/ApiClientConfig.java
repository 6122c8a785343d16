package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A client of the HTTP API. It has a key or the hash of one. */
public record ApiClientConfig(
        @JsonPropertyDescription("name in the audit trail") String name,
        @Nullable @JsonPropertyDescription("what it sends as Authorization: Bearer ep_…, by reference") Secret key,
        @Nullable @JsonPropertyDescription("SHA-256 of the key in hex, instead of the key") String keySha256,
        @JsonPropertyDescription("what it may do") List<Role> roles,
        @Nullable @JsonPropertyDescription("the only mappings it may call and see; all if absent") List<String> mappings) {

    private static final Pattern KEY = Pattern.compile("ep_[A-Za-z0-9_-]{32,}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ApiClientConfig {
        if ((key == null) == (keySha256 == null)) {
            throw new IllegalArgumentException("expected exactly one of key and key-sha256");
        }
        if (key != null && !KEY.matcher(key.reveal()).matches()) {
            throw new IllegalArgumentException("the key of " + name
                    + " has another form; expected ep_ and at least 32 of A-Z a-z 0-9 _ -");
        }
        if (keySha256 != null && !SHA256.matcher(keySha256).matches()) {
            throw new IllegalArgumentException("found key-sha256 of another form; expected 64 lower-case hex digits");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("found no roles; expected caller, admin or monitor");
        }
    }

    /** What the key hashes to, in hex. */
    String keyHash() {
        if (keySha256 != null) {
            return keySha256;
        }
        try {
            byte[] text = Objects.requireNonNull(key).reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
