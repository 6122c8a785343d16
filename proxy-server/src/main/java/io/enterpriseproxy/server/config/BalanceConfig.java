package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.math.BigInteger;
import java.time.Duration;

/** How much the accounts that pay for gas should have. */
public record BalanceConfig(
        @JsonPropertyDescription("below this, in wei, the log and the metrics warn") BigInteger warn,
        @JsonProperty(defaultValue = "0") @JsonPropertyDescription("below this, in wei, nothing new is signed; what is out goes on") BigInteger stop,
        @JsonProperty(defaultValue = "15s") @JsonPropertyDescription("how often they are looked at") Duration every) {

    public BalanceConfig {
        Checks.positive("every", every);
        if (stop.signum() < 0 || stop.compareTo(warn) > 0) {
            throw new IllegalArgumentException(
                    "found stop " + stop + " and warn " + warn + "; expected stop from 0 up to warn");
        }
    }
}
