package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.UUID;

/**
 * The content of a keystore file (Web3 Secret Storage Definition, version 3).
 *
 * @param address null if the file does not say
 */
record KeystoreJson(
        @Nullable Address address,
        KeyDerivation derivation,
        byte[] iv,
        byte[] cipherText,
        byte[] mac) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** @throws IllegalArgumentException naming the field, what it holds and what is expected */
    static KeystoreJson parse(byte[] json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException fault) {
            throw new IllegalArgumentException("it is not JSON", fault);
        }
        if (root.path("version").asInt(0) != 3) {
            throw new IllegalArgumentException("version is not 3");
        }
        JsonNode crypto = root.has("crypto") ? root.path("crypto") : root.path("Crypto"); // ethers writes it so.
        if (!crypto.path("cipher").asString("").equals("aes-128-ctr")) {
            throw new IllegalArgumentException("crypto.cipher is not aes-128-ctr");
        }
        return new KeystoreJson(address(root), derivation(crypto),
                bytes(crypto.path("cipherparams"), "iv", KeystoreCipher.IV_BYTES),
                bytes(crypto, "ciphertext", KeystoreCipher.KEY_BYTES), bytes(crypto, "mac", 32));
    }

    private static @Nullable Address address(JsonNode root) {
        String text = root.path("address").asString("");
        return text.isEmpty() ? null : Address.parse(prefixed(text));
    }

    private static KeyDerivation derivation(JsonNode crypto) {
        JsonNode parameters = crypto.path("kdfparams");
        if (parameters.path("dklen").asInt(0) != KeystoreCipher.KEY_BYTES) {
            throw new IllegalArgumentException("crypto.kdfparams.dklen is not 32");
        }
        byte[] salt = bytes(parameters, "salt", -1);
        return switch (crypto.path("kdf").asString("")) {
            case "scrypt" -> new KeyDerivation.Scrypt(parameters.path("n").asInt(0), parameters.path("r").asInt(0),
                    parameters.path("p").asInt(0), salt);
            case "pbkdf2" -> {
                if (!parameters.path("prf").asString("").equals("hmac-sha256")) {
                    throw new IllegalArgumentException("crypto.kdfparams.prf is not hmac-sha256");
                }
                yield new KeyDerivation.Pbkdf2(parameters.path("c").asInt(0), salt);
            }
            default -> throw new IllegalArgumentException("crypto.kdf is neither scrypt nor pbkdf2");
        };
    }

    private static byte[] bytes(JsonNode parent, String field, int length) {
        byte[] bytes;
        try {
            bytes = Hex.decode(prefixed(parent.path(field).asString("")));
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(field + " is not hex", fault);
        }
        if (length >= 0 ? bytes.length != length : bytes.length == 0) {
            throw new IllegalArgumentException(field + " has " + bytes.length + " bytes"
                    + (length >= 0 ? ", expected are " + length : ""));
        }
        return bytes;
    }

    private static String prefixed(String hex) {
        return hex.startsWith("0x") ? hex : "0x" + hex;
    }

    /** In the field order of other tools. */
    static byte[] write(Address address, KeyDerivation.Scrypt scrypt, byte[] iv, byte[] cipherText, byte[] mac) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("address", bare(address.bytes()));
        ObjectNode crypto = root.putObject("crypto");
        crypto.put("cipher", "aes-128-ctr");
        crypto.putObject("cipherparams").put("iv", bare(iv));
        crypto.put("ciphertext", bare(cipherText));
        crypto.put("kdf", "scrypt");
        crypto.putObject("kdfparams")
                .put("dklen", KeystoreCipher.KEY_BYTES)
                .put("n", scrypt.iterations())
                .put("p", scrypt.parallelization())
                .put("r", scrypt.block())
                .put("salt", bare(scrypt.salt()));
        crypto.put("mac", bare(mac));
        root.put("id", UUID.randomUUID().toString());
        root.put("version", 3);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static String bare(byte[] bytes) {
        return Hex.encode(bytes).substring(2);
    }
}
