package io.enterpriseproxy.demo.proxy;

import tools.jackson.databind.JsonNode;

/**
 * A call as the API shows it, as far as the demo looks.
 *
 * @param key its idempotency key
 * @param block number of the block that it is in; empty if it is in none
 * @param code the ERP code of its refusal; empty if it is not refused
 */
public record Call(String mapping, String key, String status, String block, String code) {
    static Call of(JsonNode json) {
        return new Call(json.required("mapping").stringValue(), json.required("idempotencyKey").stringValue(),
                json.required("status").stringValue(), json.path("receipt").path("blockNumber").asString(""),
                json.path("error").path("code").asString(""));
    }

    /** Whether its outcome will not change any more. */
    public boolean isFinal() {
        return switch (status) {
            case "confirmed", "reverted", "rejected", "cancelled" -> true;
            default -> false;
        };
    }
}
