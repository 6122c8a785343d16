package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.rlp.RlpItem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigInteger;
import java.util.List;

/**
 * A transaction for people: fields under their names of the JSON-RPC interface, integers as 0x quantities, addresses in lower
 * case as nodes answer them, with what follows from it (who signed, and its hashes).
 */
public final class TransactionJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private TransactionJson() {}

    /**
     * Reads a raw transaction and shows it.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static ObjectNode ofRaw(byte[] raw) {
        KaiaTransaction transaction = RawTransactionReader.read(raw);
        ObjectNode json = JSON.objectNode();
        boolean prefixed = (raw[0] & 0xff) == TransactionType.ETHEREUM_PREFIX;
        json.put("type", "0x" + (prefixed ? "78" : "") + "%02x".formatted(transaction.type().code()));
        json.put("typeName", transaction.type().typeName());
        Long chainId = transaction.chainId();
        if (chainId != null) {
            json.put("chainId", quantity(BigInteger.valueOf(chainId)));
        }
        transaction.type().fields().forEach(field -> json.set(field.word(), value(field, transaction)));
        if (transaction.type().fields().contains(Field.KEY)) {
            json.set("accountKey", accountKey(transaction.bytes(Field.KEY)));
        }
        json.set("txSignatures", signatures(transaction.signatures()));
        json.set("signers", addresses(transaction.signers()));
        if (chainId != null || !transaction.type().isKaia()) {
            json.put("sigHash", Hex.encode(transaction.digest()));
        }
        if (transaction.type().isFeeDelegated()) {
            payer(transaction, json);
        }
        json.put("senderTxHash", Hex.encode(transaction.senderTxHash()));
        json.put("hash", Hex.encode(transaction.hash()));
        return json;
    }

    private static void payer(KaiaTransaction transaction, ObjectNode json) {
        Address payer = transaction.feePayer();
        json.put("feePayer", payer == null ? null : payer.lowerCase());
        json.set("feePayerSignatures", signatures(transaction.feePayerSignatures()));
        json.set("feePayerSigners", addresses(transaction.feePayerSigners()));
        if (payer != null) {
            json.put("sigFeePayerHash", Hex.encode(Keccak256.hash(transaction.payload(payer))));
        }
    }

    private static JsonNode value(Field field, KaiaTransaction transaction) {
        return switch (field) {
            case ACCESS_LIST -> accessList(list(transaction.item(field)));
            case BLOB_VERSIONED_HASHES -> texts(list(transaction.item(field)));
            case AUTHORIZATION_LIST -> authorizations(list(transaction.item(field)));
            case TO -> transaction.bytes(field).length == 0
                    ? JSON.nullNode()
                    : JSON.stringNode(Hex.encode(transaction.bytes(field)));
            default -> JSON.stringNode(field.isInteger()
                    ? quantity(transaction.integer(field))
                    : Hex.encode(transaction.bytes(field)));
        };
    }

    private static ObjectNode accountKey(byte[] encoded) {
        try {
            return accountKey(AccountKey.decode(encoded));
        } catch (IllegalArgumentException noKey) {
            return JSON.objectNode().put("error", noKey.getMessage());
        }
    }

    private static ObjectNode accountKey(AccountKey key) {
        ObjectNode json = JSON.objectNode();
        json.put("kind", key.getClass().getSimpleName());
        switch (key) {
            case AccountKey.Public single -> json.put("key", single.key().toString());
            case AccountKey.WeightedMultiSig several -> {
                json.put("threshold", several.threshold());
                ArrayNode keys = json.putArray("keys");
                several.keys().forEach(each -> keys.addObject().put("weight", each.weight()).put("key",
                        each.key().toString()));
            }
            case AccountKey.RoleBased roles -> {
                ArrayNode all = json.putArray("roles");
                roles.roles().forEach(role -> all.add(accountKey(role)));
            }
            case AccountKey.Nil none -> {
            }
            case AccountKey.Legacy legacy -> {
            }
            case AccountKey.Fail fail -> {
            }
        }
        return json;
    }

    private static JsonNode accessList(List<RlpItem> entries) {
        ArrayNode all = JSON.arrayNode();
        for (RlpItem entry : entries) {
            List<RlpItem> parts = list(entry);
            requireSize("an access list's entry", parts, 2);
            ObjectNode one = all.addObject();
            one.put("address", Hex.encode(bytes(parts.get(0))));
            one.set("storageKeys", texts(list(parts.get(1))));
        }
        return all;
    }

    private static JsonNode authorizations(List<RlpItem> entries) {
        List<String> words = List.of("chainId", "address", "nonce", "yParity", "r", "s");
        ArrayNode all = JSON.arrayNode();
        for (RlpItem entry : entries) {
            List<RlpItem> parts = list(entry);
            requireSize("an authorization", parts, words.size());
            ObjectNode one = all.addObject();
            for (int i = 0; i < words.size(); i++) {
                byte[] bytes = bytes(parts.get(i));
                one.put(words.get(i), words.get(i).equals("address")
                        ? Hex.encode(bytes)
                        : quantity(new RlpItem.Bytes(bytes).integer()));
            }
        }
        return all;
    }

    private static void requireSize(String what, List<RlpItem> items, int size) {
        if (items.size() != size) {
            throw new IllegalArgumentException(what + " has " + size + " items, found " + items.size());
        }
    }

    private static ArrayNode signatures(List<TransactionSignature> signatures) {
        ArrayNode all = JSON.arrayNode();
        for (TransactionSignature signature : signatures) {
            all.addObject().put("v", quantity(signature.v())).put("r", word(signature.r())).put("s",
                    word(signature.s()));
        }
        return all;
    }

    private static ArrayNode addresses(List<Address> addresses) {
        ArrayNode all = JSON.arrayNode();
        addresses.forEach(address -> all.add(address.lowerCase()));
        return all;
    }

    private static ArrayNode texts(List<RlpItem> items) {
        ArrayNode all = JSON.arrayNode();
        items.forEach(item -> all.add(Hex.encode(bytes(item))));
        return all;
    }

    private static String quantity(BigInteger integer) {
        return "0x" + integer.toString(16);
    }

    private static String word(BigInteger integer) {
        return "0x%064x".formatted(integer);
    }

    private static byte[] bytes(RlpItem item) {
        if (item instanceof RlpItem.Bytes bytes) {
            return bytes.value();
        }
        throw new IllegalArgumentException("expected a string of bytes, found a list");
    }

    private static List<RlpItem> list(RlpItem item) {
        if (item instanceof RlpItem.Items items) {
            return items.items();
        }
        throw new IllegalArgumentException("expected a list, found a string of bytes");
    }
}
