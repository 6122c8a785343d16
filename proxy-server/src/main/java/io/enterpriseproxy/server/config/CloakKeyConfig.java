package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.mapping.privacy.AesGcm;
import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key under which fields are encrypted: a secret, or wrapped by one of the key stores. */
public record CloakKeyConfig(
        @JsonPropertyDescription("32 random bytes, as 64 hex digits or in base64, by reference") @Nullable Secret secret,
        @JsonPropertyDescription("instead of a secret, one of the key stores, which unwraps the key when the server starts") @Nullable String store,
        @JsonPropertyDescription("name of the wrapping key in the store") @Nullable String key,
        @JsonPropertyDescription("what the store has made of the key, in base64, as ./ep keys wrap prints it") @Nullable String wrapped) {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + 2 * AesGcm.KEY_BYTES + "}");

    public CloakKeyConfig {
        boolean known = secret != null && store == null && key == null && wrapped == null;
        boolean stored = secret == null && store != null && key != null && wrapped != null;
        if (!known && !stored) {
            throw new IllegalArgumentException("expected either secret:, or store:, key: and wrapped:");
        }
        if (wrapped != null && decode(wrapped).isEmpty()) {
            throw new IllegalArgumentException(
                    "found another text as wrapped; expected base64, as ./ep keys wrap prints it");
        }
    }

    /** The key itself if it is a secret; empty if the secret is no key. */
    public Optional<byte[]> secretBytes() {
        String text = Objects.requireNonNull(secret).reveal().strip();
        if (HEX.matcher(text).matches()) {
            return Optional.of(HexFormat.of().parseHex(text));
        }
        return decode(text).filter(bytes -> bytes.length == AesGcm.KEY_BYTES);
    }

    /** What the store unwraps, if it is wrapped. */
    public byte[] wrappedBytes() {
        return decode(Objects.requireNonNull(wrapped)).orElseThrow();
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
