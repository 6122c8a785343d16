package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.mapping.privacy.AesGcm;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key under which fields are encrypted. */
public record CloakKeyConfig(
        @JsonPropertyDescription("32 random bytes, as 64 hex digits or in base64, by reference") Secret secret) {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + 2 * AesGcm.KEY_BYTES + "}");

    /** The key itself; empty if the secret is none. */
    public Optional<byte[]> bytes() {
        String text = secret.reveal().strip();
        if (HEX.matcher(text).matches()) {
            return Optional.of(HexFormat.of().parseHex(text));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text)).filter(bytes -> bytes.length == AesGcm.KEY_BYTES);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
