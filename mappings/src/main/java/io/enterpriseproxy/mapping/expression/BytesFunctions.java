package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import static io.enterpriseproxy.mapping.expression.MappingFunction.example;

/** Hashes, bytes and addresses. Numbers are taken as their plain decimal text. */
final class BytesFunctions {
    private static final Pattern UUID_TEXT = Pattern
            .compile("[0-9a-fA-F]{8}(-?)[0-9a-fA-F]{4}\\1[0-9a-fA-F]{4}\\1[0-9a-fA-F]{4}\\1[0-9a-fA-F]{12}");

    private BytesFunctions() {}

    static List<MappingFunction> all(AddressBook addresses) {
        return List.of(
                new MappingFunction("$keccak256(text)", "<x:s>",
                        "The Keccak-256 hash of the text's UTF-8 bytes, as bytes32.",
                        onText(text -> Hex.encode(Keccak256.hash(utf8(text)))),
                        example("$keccak256(invoiceNo)", "{\"invoiceNo\": \"abc\"}",
                                "\"0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45\"")),
                new MappingFunction("$sha256(text)", "<x:s>",
                        "The SHA-256 hash of the text's UTF-8 bytes, as bytes32.",
                        onText(text -> Hex.encode(sha256(utf8(text)))), example("$sha256('abc')", "{}",
                                "\"0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"")),
                new MappingFunction("$bytes32(text)", "<x:s>",
                        "The text's UTF-8 bytes filled up with zeros to 32, readable in a block explorer. Refused if it "
                                + "is longer.",
                        BytesFunctions::bytes32, example("$bytes32('PO-4711')", "{}",
                                "\"0x504f2d3437313100000000000000000000000000000000000000000000000000\""),
                        example("$bytes32('a text that is longer than 32 bytes')", "{}", "!invalid-argument")),
                new MappingFunction("$hex(value)", "<x:s>",
                        "A text's UTF-8 bytes, or a whole number, as 0x-hex.", BytesFunctions::hex,
                        example("$hex('Aé')", "{}", "\"0x41c3a9\""), example("$hex(n)", "{\"n\": 255}", "\"0xff\"")),
                new MappingFunction("$text(bytes)", "<s:s>",
                        "The UTF-8 text that 0x-hex bytes are, without zeros at their end: what `$hex` or `$bytes32` made of it. "
                                + "Refused if they are none.",
                        BytesFunctions::text, example("$text('0x41c3a9')", "{}", "\"Aé\""),
                        example("$text($bytes32('PO-4711'))", "{}", "\"PO-4711\""),
                        example("$text('0xff')", "{}", "!invalid-argument")),
                new MappingFunction("$uuid(text)", "<s:s>", "A UUID, with or without hyphens, as bytes16.",
                        BytesFunctions::uuid, example("$uuid('3f2504e0-4f89-41d3-9a0c-0305e82c3301')", "{}",
                                "\"0x3f2504e04f8941d39a0c0305e82c3301\"")),
                new MappingFunction("$address(book, key)", "<sx:s>",
                        "The address that an address book has for a key. Refused if it has none.",
                        arguments -> address(arguments, addresses)),
                new MappingFunction("$cloak(field)", "<s:s>",
                        "The cloaked form of a field under `cloak:`: bytes32 of a salted hash, bytes of an encrypted value. "
                                + "Under `args` only, and the name is written out. Nothing if the field has no value.",
                        BytesFunctions::cloak),
                new MappingFunction("$checksum(address)", "<s:s>", "An address with its EIP-55 checksum.",
                        BytesFunctions::checksum,
                        example("$checksum('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')", "{}",
                                "\"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"")));
    }

    private static @Nullable Object cloak(Arguments arguments) {
        return arguments.variable(Expressions.CLOAKED) instanceof Map<?, ?> cloaked
                ? cloaked.get(arguments.text(0))
                : null;
    }

    private static MappingFunction.Body onText(java.util.function.UnaryOperator<String> operator) {
        return arguments -> arguments.missing(0) ? null : operator.apply(arguments.text(0));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static @Nullable Object bytes32(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        byte[] bytes = utf8(arguments.text(0));
        if (bytes.length > 32) {
            throw arguments.refused("the text has " + bytes.length + " bytes", arguments.value(0),
                    "at most 32 bytes; hash longer ones with $keccak256");
        }
        return Hex.encode(Arrays.copyOf(bytes, 32));
    }

    private static @Nullable Object hex(Arguments arguments) {
        Object value = arguments.value(0);
        if (value == null) {
            return null;
        }
        if (value instanceof String text) {
            return Hex.encode(utf8(text));
        }
        BigDecimal number = arguments.number(0);
        if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
            throw arguments.refused("not a quantity", number, "a whole number from 0");
        }
        return "0x" + number.toBigIntegerExact().toString(16);
    }

    private static @Nullable Object text(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String hex = arguments.text(0);
        try {
            byte[] bytes = Hex.decode(hex);
            int length = bytes.length;
            while (length > 0 && bytes[length - 1] == 0) {
                length--;
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw arguments.refused("not the bytes of a text", hex, "0x and the bytes of a UTF-8 text in hex");
        }
    }

    private static @Nullable Object uuid(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String text = arguments.text(0);
        if (!UUID_TEXT.matcher(text).matches()) {
            throw arguments.refused("not a UUID", text, "32 hex digits, with or without hyphens");
        }
        return "0x" + text.replace("-", "").toLowerCase(java.util.Locale.ROOT);
    }

    private static @Nullable Object address(Arguments arguments, AddressBook addresses) {
        if (arguments.missing(1)) {
            return null;
        }
        String book = arguments.text(0);
        String key = arguments.text(1);
        return addresses.find(book, key).map(Address::checksummed).orElseThrow(
                () -> arguments.refused("the address book '" + book + "' has no such key", key, "a key that it has"));
    }

    private static @Nullable Object checksum(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        try {
            return Address.parse(arguments.text(0)).checksummed();
        } catch (IllegalArgumentException e) {
            throw arguments.refused("not an address", arguments.value(0), String.valueOf(e.getMessage()));
        }
    }
}
