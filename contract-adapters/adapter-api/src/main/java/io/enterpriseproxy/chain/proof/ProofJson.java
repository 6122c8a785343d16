package io.enterpriseproxy.chain.proof;

import io.enterpriseproxy.chain.Hex;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads proofs: all that they have to have, each once and as what it is, and nothing else. Two readers of a text that is read
 * leniently could take it for two proofs.
 */
final class ProofJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();
    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

    private ProofJson() {}

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException if the text is none, saying why
     */
    static <T> T read(String json, Class<T> type) {
        try {
            T proof = JSON.readValue(json, type);
            if (proof == null) {
                throw new IllegalArgumentException("this is no proof: found null");
            }
            return proof;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no proof: " + e.getOriginalMessage(), e);
        }
    }

    static void requireVersion(int expected, int found) {
        if (found != expected) {
            throw new IllegalArgumentException("found a proof of version " + found + "; expected " + expected);
        }
    }

    static void requireHash(String text) {
        if (!HASH.matcher(text).matches()) {
            throw new IllegalArgumentException("found " + text + "; expected 0x and 64 hex digits");
        }
    }

    static byte[] bytes(String hex) {
        return Hex.decode(hex.toLowerCase(Locale.ROOT));
    }
}
