package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.abi.DecodedEvent;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.GasCost;
import io.enterpriseproxy.server.ledger.PayingKey;
import io.enterpriseproxy.server.ledger.SentAttempt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What expressions and the API see of a call's outcome, as JSON-like trees with exact numbers. */
final class OutcomeTrees {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();

    private OutcomeTrees() {}

    static String write(Map<String, Object> tree) {
        return JSON.writeValueAsString(tree);
    }

    @SuppressWarnings("unchecked") // JSON objects are maps with text keys
    static Map<String, Object> readObject(String json) {
        return JSON.readValue(json, Map.class);
    }

    static Object read(String json) {
        return JSON.readValue(json, Object.class);
    }

    static Map<String, Object> call(CallRecord call, String status, String sender) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", call.id().toString());
        tree.put("mapping", call.mapping());
        tree.put("mappingVersion", call.mappingVersion());
        tree.put("status", status);
        tree.put("idempotencyKey", call.idempotencyKey());
        if (call.orderingKey() != null) {
            tree.put("orderingKey", call.orderingKey());
        }
        tree.put("chain", call.chain());
        tree.put("contract", call.contract());
        tree.put("function", call.function());
        tree.put("arguments", read(call.arguments()));
        tree.put("sender", sender);
        tree.put("acceptedAt", call.acceptedAt().toString());
        return tree;
    }

    static Map<String, Object> transaction(CallRecord call, SentAttempt attempt, String sender) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("hash", attempt.hash());
        tree.put("nonce", attempt.nonce());
        tree.put("from", sender);
        tree.put("to", call.to().checksummed());
        tree.put("attempt", attempt.number());
        if (attempt.payer() != null) {
            tree.put("feePayer", attempt.payer().tree());
        }
        return tree;
    }

    /** @param payer null: the sender paid all */
    static Map<String, Object> receipt(Receipt receipt, @Nullable PayingKey payer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("blockNumber", receipt.blockNumber());
        tree.put("blockHash", receipt.blockHash());
        tree.put("transactionIndex", receipt.transactionIndex());
        tree.put("success", receipt.success());
        // Not known of a successful call on a chain that is read by logs.
        if (receipt.gasUsed() != null) {
            tree.put("gasUsed", receipt.gasUsed());
        }
        if (receipt.effectiveGasPrice() != null) {
            tree.put("effectiveGasPrice", receipt.effectiveGasPrice().toString());
        }
        if (payer != null) {
            GasCost cost = new GasCost(receipt.gasUsed(), receipt.effectiveGasPrice(), payer);
            cost.fee().ifPresent(fee -> tree.put("paid", paid(cost, fee)));
        }
        return tree;
    }

    private static Map<String, Object> paid(GasCost cost, BigInteger fee) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("sender", fee.subtract(cost.byFeePayer(fee)).toString());
        tree.put("feePayer", cost.byFeePayer(fee).toString());
        return tree;
    }

    /** What the trees of transaction and receipt say of it; null without a receipt. */
    static @Nullable GasCost cost(Map<String, Object> outcome) {
        if (!(outcome.get("receipt") instanceof Map<?, ?> receipt)) {
            return null;
        }
        Object gas = receipt.get("gasUsed");
        Object price = receipt.get("effectiveGasPrice");
        Object payer = outcome.get("transaction") instanceof Map<?, ?> transaction ? transaction.get("feePayer") : null;
        return new GasCost(gas == null ? null : Long.valueOf(gas.toString()),
                price == null ? null : new BigInteger(price.toString()),
                payer instanceof Map<?, ?> tree ? PayingKey.of(tree) : null);
    }

    static List<Map<String, Object>> events(List<DecodedEvent> events) {
        return events.stream().map(event -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", event.name());
            tree.put("address", event.address().checksummed());
            tree.put("logIndex", event.logIndex());
            tree.put("arguments", event.arguments());
            return tree;
        }).toList();
    }
}
