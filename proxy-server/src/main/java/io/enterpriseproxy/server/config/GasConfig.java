package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What a chain's transactions offer for gas. */
public record GasConfig(
        @JsonProperty(defaultValue = "false") @JsonPropertyDescription("send transactions with one gas price, as before EIP-1559") boolean legacy,
        @JsonProperty(defaultValue = "2") @JsonPropertyDescription("how many times the base fee a transaction offers at most") BigDecimal baseFeeMultiple,
        @Nullable @JsonPropertyDescription("tip in wei per gas; the node's suggestion if absent") BigInteger priorityFee,
        @Nullable @JsonPropertyDescription("most that is ever offered, in wei per gas; no limit if absent") BigInteger maxFee,
        @JsonProperty(defaultValue = "1.25") @JsonPropertyDescription("an estimated gas limit is multiplied by this") BigDecimal estimateMultiple) {

    private static final BigDecimal HIGHEST_FEE = BigDecimal.valueOf(100);
    private static final BigDecimal HIGHEST_LIMIT = BigDecimal.TEN;

    public GasConfig {
        multiple("base-fee-multiple", baseFeeMultiple, HIGHEST_FEE);
        multiple("estimate-multiple", estimateMultiple, HIGHEST_LIMIT);
        if ((priorityFee != null && priorityFee.signum() < 0) || (maxFee != null && maxFee.signum() < 0)) {
            throw new IllegalArgumentException("found a negative fee; expected wei from 0");
        }
        if (priorityFee != null && maxFee != null && priorityFee.compareTo(maxFee) > 0) {
            throw new IllegalArgumentException(
                    "found priority-fee " + priorityFee + " above max-fee " + maxFee + "; expected at most max-fee");
        }
    }

    private static void multiple(String key, BigDecimal found, BigDecimal most) {
        if (found.compareTo(BigDecimal.ONE) < 0 || found.compareTo(most) > 0) {
            throw new IllegalArgumentException("found " + key + " " + found + "; expected 1 to " + most);
        }
    }
}
