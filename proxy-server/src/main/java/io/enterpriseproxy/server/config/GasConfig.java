package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.math.BigDecimal;

/** What a chain's transactions offer for gas. */
public record GasConfig(
        @JsonProperty(defaultValue = "2") @JsonPropertyDescription("the most a transaction offers per gas, as a multiple of the base fee: how far that may rise before a transaction is stuck") BigDecimal baseFeeMultiple,
        @JsonProperty(defaultValue = "1.25") @JsonPropertyDescription("the gas limit as a multiple of the estimate") BigDecimal estimateMultiple) {

    public GasConfig {
        atLeastOne("base-fee-multiple", baseFeeMultiple);
        atLeastOne("estimate-multiple", estimateMultiple);
    }

    private static void atLeastOne(String key, BigDecimal found) {
        if (found.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("found " + key + " " + found + "; expected at least 1");
        }
    }
}
