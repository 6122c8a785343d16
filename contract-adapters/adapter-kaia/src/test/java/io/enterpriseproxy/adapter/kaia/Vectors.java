package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.rlp.RlpItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transactions with all that follows from them, made by others. */
final class Vectors {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Vectors() {}

    static List<JsonNode> resource(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/kaia/" + name)) {
            return List.copyOf(JSON.readTree(in).get("vectors").values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the official documentation, which belong to a third party; empty where they are not at hand. */
    static Optional<List<JsonNode>> official() {
        Path file = Path.of(Optional.ofNullable(System.getenv("EP_KAIA_VECTORS")).orElse("../../../shared/kaia"))
                .resolve("vectors-docs.json");
        return Files.exists(file)
                ? Optional.of(List.copyOf(JSON.readTree(file.toFile()).get("vectors").values()))
                : Optional.empty();
    }

    static TransactionType type(JsonNode vector) {
        String code = vector.get("type").asString();
        int last = Integer.parseInt(code.substring(code.length() - 2), 16);
        return last == 0 ? TransactionType.LEGACY : TransactionType.ofCode(last).orElseThrow();
    }

    /** Unsigned. */
    static KaiaTransaction transaction(JsonNode vector) {
        TransactionType type = type(vector);
        Map<Field, RlpItem> fields = new EnumMap<>(Field.class);
        for (Field field : type.fields()) {
            fields.put(field, item(field, vector.get("fields").get(field.word())));
        }
        return new KaiaTransaction(type, vector.get("chainId").asLong(), fields, List.of(), null, List.of());
    }

    private static RlpItem item(Field field, JsonNode value) {
        if (value.isArray()) {
            return items(value);
        }
        String text = value.asString();
        return field.isInteger() ? RlpItem.of(integer(text)) : new RlpItem.Bytes(Hex.decode(text));
    }

    /** As it stands there, integers too: each byte string without leading zeros is one. */
    private static RlpItem items(JsonNode value) {
        if (!value.isArray()) {
            byte[] bytes = Hex.decode(value.asString());
            return bytes.length > 0 && bytes.length < 20
                    ? RlpItem.of(new BigInteger(1, bytes))
                    : new RlpItem.Bytes(bytes);
        }
        List<RlpItem> items = new ArrayList<>();
        value.forEach(each -> items.add(items(each)));
        return new RlpItem.Items(items);
    }

    static BigInteger integer(String quantity) {
        return new BigInteger(quantity.substring(2), 16);
    }

    static List<TransactionSignature> signatures(JsonNode array) {
        List<TransactionSignature> all = new ArrayList<>();
        array.forEach(each -> all.add(new TransactionSignature(integer(each.get("v").asString()),
                integer(each.get("r").asString()), integer(each.get("s").asString()))));
        return all;
    }

    static byte[] bytes(JsonNode vector, String name) {
        return Hex.decode(vector.get(name).asString());
    }

    static List<byte[]> keys(JsonNode vector, String one, String several) {
        if (vector.has(several)) {
            List<byte[]> keys = new ArrayList<>();
            vector.get(several).forEach(each -> keys.add(Hex.decode(each.asString())));
            return keys;
        }
        return vector.has(one) ? List.of(bytes(vector, one)) : List.of();
    }

    static boolean sameBytes(byte[] left, byte[] right) {
        return Arrays.equals(left, right);
    }
}
