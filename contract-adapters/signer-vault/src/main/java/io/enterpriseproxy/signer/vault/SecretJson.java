package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.signer.KeyStoreException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/** Keys in what is sent to Vault and comes from it. Leaves no text of them behind: neither strings nor pooled buffers. */
final class SecretJson {
    private static final JsonFactory JSON = JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();
    private static final int KEY_BYTES = 32;

    private SecretJson() {}

    /**
     * The bytes of {@code data.data.FIELD}, which the caller wipes.
     *
     * @return empty if there is no such field; no bytes at all if it holds something else than a key
     */
    static Optional<byte[]> key(byte[] body, String field) {
        return find(body, 2, field, SecretJson::hex);
    }

    /** The bytes of {@code data.plaintext}, which the caller wipes; empty if there is no such field. */
    static Optional<byte[]> plaintextIn(byte[] body) {
        return find(body, 1, "plaintext", SecretJson::base64);
    }

    /** @param depth how many objects named data it is in */
    private static Optional<byte[]> find(byte[] body, int depth, String field, Function<JsonParser, byte[]> decode) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            int inData = 0;
            while (json.nextToken() != null) {
                if (json.currentToken() != JsonToken.PROPERTY_NAME) {
                    continue;
                }
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (inData == depth && name.equals(field)) {
                    return Optional.of(value == JsonToken.VALUE_STRING ? decode.apply(json) : new byte[0]);
                }
                if (name.equals("data") && value == JsonToken.START_OBJECT && inData < depth) {
                    inData++;
                } else {
                    json.skipChildren();
                }
            }
            return Optional.empty();
        } catch (JacksonException fault) {
            // Its message may quote the text.
            throw new KeyStoreException("Vault answered something else than a secret in JSON", null);
        }
    }

    /** The body that stores a key as a new secret, and fails if there is one; the caller wipes it. */
    static byte[] newSecret(String field, byte[] key) {
        byte[] before = ("{\"options\":{\"cas\":0},\"data\":{" + JsonMapper.shared().writeValueAsString(field) + ":\"")
                .getBytes(StandardCharsets.UTF_8);
        return withHex(before, key, "\"}}".getBytes(StandardCharsets.US_ASCII));
    }

    /** The body that gives a secret to the transit engine; the caller wipes it. */
    static byte[] plaintext(byte[] secret) {
        byte[] before = "{\"plaintext\":\"".getBytes(StandardCharsets.US_ASCII);
        byte[] after = "\"}".getBytes(StandardCharsets.US_ASCII);
        byte[] text = Base64.getEncoder().encode(secret);
        try {
            return ByteBuffer.allocate(before.length + text.length + after.length).put(before).put(text).put(after)
                    .array();
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** The body that gives a key to the plugin; the caller wipes it. */
    static byte[] privateKey(byte[] key) {
        return withHex("{\"privateKey\":\"".getBytes(StandardCharsets.US_ASCII), key,
                "\"}".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] withHex(byte[] before, byte[] key, byte[] after) {
        ByteBuffer body = ByteBuffer.allocate(before.length + 2 * key.length + after.length).put(before);
        for (byte each : key) {
            body.put((byte) Character.forDigit(each >> 4 & 0xf, 16)).put((byte) Character.forDigit(each & 0xf, 16));
        }
        return body.put(after).array();
    }

    private static byte[] base64(JsonParser json) {
        char[] text = json.getStringCharacters();
        int from = json.getStringOffset();
        int length = json.getStringLength();
        byte[] ascii = new byte[length];
        try {
            for (int i = 0; i < length; i++) {
                ascii[i] = (byte) text[from + i];
            }
            return Base64.getDecoder().decode(ascii);
        } catch (IllegalArgumentException fault) {
            return new byte[0];
        } finally {
            Arrays.fill(text, from, from + length, '\0');
            Arrays.fill(ascii, (byte) 0);
        }
    }

    private static byte[] hex(JsonParser json) {
        char[] text = json.getStringCharacters();
        int from = json.getStringOffset();
        int length = json.getStringLength();
        try {
            boolean prefixed = length > 2 && text[from] == '0' && text[from + 1] == 'x';
            int start = prefixed ? from + 2 : from;
            if (length - (start - from) != 2 * KEY_BYTES) {
                return new byte[0];
            }
            byte[] key = new byte[KEY_BYTES];
            for (int i = 0; i < KEY_BYTES; i++) {
                int high = Character.digit(text[start + 2 * i], 16);
                int low = Character.digit(text[start + 2 * i + 1], 16);
                if (high < 0 || low < 0) {
                    Arrays.fill(key, (byte) 0);
                    return new byte[0];
                }
                key[i] = (byte) (high << 4 | low);
            }
            return key;
        } finally {
            Arrays.fill(text, from, from + length, '\0');
        }
    }
}
