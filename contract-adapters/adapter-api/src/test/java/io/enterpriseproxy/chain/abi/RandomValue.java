package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random type with a random value, encoded by the recursive definition of the ABI specification ("Formal Specification
 * of the Encoding"), independently of the codec under test.
 *
 * @param type in the JSON's words
 * @param json the rest of the parameter's JSON: its components, or nothing
 * @param given what is handed to encode
 * @param shown what decodeOutput makes of it
 * @param encoding its tail if it is dynamic, else its head
 */
record RandomValue(String type, String json, Object given, Object shown, boolean dynamic, byte[] encoding) {
    static RandomValue of(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> integer(random);
            case 1 -> bool(random.nextBoolean());
            case 2 -> address(random);
            case 3 -> fixedBytes(random);
            case 4 -> bytes(random);
            case 5 -> text(random);
            case 6 -> tuple(random, depth - 1);
            default -> array(random, depth - 1);
        };
    }

    String parameter(String name) {
        return "{\"name\":\"%s\",\"type\":\"%s\"%s}".formatted(name, type, json);
    }

    private static RandomValue integer(Random random) {
        int bits = 8 * (1 + random.nextInt(32));
        boolean signed = random.nextBoolean();
        BigInteger value = new BigInteger(signed ? bits - 1 : bits, random);
        BigInteger number = signed && random.nextBoolean() ? value.not() : value;
        Object given = switch (random.nextInt(3)) {
            case 0 -> number;
            case 1 -> number.toString();
            default -> number.bitLength() < 63 ? (Object) number.longValue() : new java.math.BigDecimal(number);
        };
        BigInteger wrapped = number.signum() < 0 ? BigInteger.TWO.pow(256).add(number) : number;
        return new RandomValue((signed ? "int" : "uint") + bits, "", given, number.toString(), false, word(wrapped));
    }

    private static RandomValue bool(boolean value) {
        return new RandomValue("bool", "", value, value, false, word(value ? BigInteger.ONE : BigInteger.ZERO));
    }

    private static RandomValue address(Random random) {
        Address address = Address.of(randomBytes(random, 20));
        Object given = switch (random.nextInt(3)) {
            case 0 -> address;
            case 1 -> address.lowerCase();
            default -> address.checksummed();
        };
        return new RandomValue("address", "", given, address.checksummed(), false,
                word(new BigInteger(1, address.bytes())));
    }

    private static RandomValue fixedBytes(Random random) {
        byte[] value = randomBytes(random, 1 + random.nextInt(32));
        return new RandomValue("bytes" + value.length, "", random.nextBoolean() ? value : Hex.encode(value),
                Hex.encode(value), false, padded(value));
    }

    private static RandomValue bytes(Random random) {
        byte[] value = randomBytes(random, random.nextInt(70));
        return new RandomValue("bytes", "", random.nextBoolean() ? value : Hex.encode(value), Hex.encode(value), true,
                join(List.of(word(BigInteger.valueOf(value.length)), padded(value))));
    }

    private static RandomValue text(Random random) {
        String value = "aß漢😀".repeat(random.nextInt(5)) + random.nextInt();
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return new RandomValue("string", "", value, value, true,
                join(List.of(word(BigInteger.valueOf(utf8.length)), padded(utf8))));
    }

    private static RandomValue tuple(Random random, int depth) {
        List<RandomValue> fields = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            fields.add(of(random, depth));
        }
        Map<String, Object> byName = new LinkedHashMap<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            byName.put("f" + i, fields.get(i).given);
            shown.put("f" + i, fields.get(i).shown);
            parameters.add(fields.get(i).parameter("f" + i));
        }
        Object given = random.nextBoolean() ? byName : fields.stream().map(RandomValue::given).toList();
        return new RandomValue("tuple", ",\"components\":[" + String.join(",", parameters) + "]", given, shown,
                fields.stream().anyMatch(RandomValue::dynamic), sequence(fields));
    }

    /** Elements are the same value: a random value has a random type. */
    private static RandomValue array(Random random, int depth) {
        RandomValue element = of(random, depth);
        boolean anyLength = random.nextBoolean();
        List<RandomValue> elements = java.util.Collections.nCopies(random.nextInt(anyLength ? 0 : 1, 4), element);
        byte[] sequence = sequence(elements);
        byte[] encoding = anyLength
                ? join(List.of(word(BigInteger.valueOf(elements.size())), sequence))
                : sequence;
        return new RandomValue(element.type + (anyLength ? "[]" : "[" + elements.size() + "]"), element.json,
                elements.stream().map(RandomValue::given).toList(),
                elements.stream().map(RandomValue::shown).toList(), anyLength || element.dynamic, encoding);
    }

    /** Heads, then tails; the head of a dynamic value is the offset of its tail. */
    static byte[] sequence(List<RandomValue> values) {
        int offset = values.stream().mapToInt(value -> value.dynamic ? 32 : value.encoding.length).sum();
        List<byte[]> heads = new ArrayList<>();
        List<byte[]> tails = new ArrayList<>();
        for (RandomValue value : values) {
            if (value.dynamic) {
                heads.add(word(BigInteger.valueOf(offset)));
                tails.add(value.encoding);
                offset += value.encoding.length;
            } else {
                heads.add(value.encoding);
            }
        }
        return join(List.of(join(heads), join(tails)));
    }

    private static byte[] word(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int length = Math.min(32, bytes.length);
        return ByteBuffer.allocate(32).position(32 - length).put(bytes, bytes.length - length, length).array();
    }

    private static byte[] padded(byte[] value) {
        return ByteBuffer.allocate((value.length + 31) / 32 * 32).put(value).array();
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteBuffer joined = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(joined::put);
        return joined.array();
    }
}
