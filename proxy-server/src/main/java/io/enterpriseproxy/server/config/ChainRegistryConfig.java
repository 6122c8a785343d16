package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What chains may be like that are registered while the server runs: how they are reached, and how they are treated. */
public record ChainRegistryConfig(
        @JsonPropertyDescription("origins (https://HOST:PORT) of the nodes that a registered chain may have, with any path") Map<String, NodeOriginConfig> nodeOrigins,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("what is offered for gas where its registration does not say; max-fee is the limit for all registered chains") GasConfig gas,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("how several nodes of one are held to each other") RedundancyConfig redundancy,
        @JsonProperty(defaultValue = "500ms") @JsonPropertyDescription("how often a new block is looked for") Duration pollInterval,
        @JsonProperty(defaultValue = "5s") @JsonPropertyDescription("time-out of one JSON-RPC request") Duration timeout,
        @JsonProperty(defaultValue = "100") @JsonPropertyDescription("most calls in one JSON-RPC request") int batchSize,
        @JsonProperty(defaultValue = "block") @JsonPropertyDescription("how outcomes are read, as receipts of a chain") ReceiptsFrom receipts,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the queues of transactions, one per sender") LanesConfig lanes,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("methods of JSON-RPC that clients may use by POST /api/v1/chains/NAME/rpc; only such that read") List<String> rawReads,
        @Nullable @JsonPropertyDescription("how much the senders should have for gas; they are not looked at if absent") BalanceConfig balance) {

    public ChainRegistryConfig {
        Checks.atLeast("batch-size", batchSize, 1);
        Checks.positive("poll-interval", pollInterval);
        Checks.positive("timeout", timeout);
        RawReads.check(rawReads);
        nodeOrigins.keySet().forEach(NodeOriginConfig::check);
        if (nodeOrigins.isEmpty()) {
            throw new IllegalArgumentException("found no node-origins; expected at least one 'https://HOST': {}");
        }
    }
}
