package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A chain and the nodes that it is reached by. */
public record ChainConfig(
        @JsonPropertyDescription("how the chain encodes transactions") ChainFamily family,
        @JsonPropertyDescription("chain id (EIP-155); a node that names another is not used") long id,
        @JsonProperty(defaultValue = "1") @JsonPropertyDescription("blocks until an outcome is final, its own included; mappings may ask for others") int confirmations,
        @JsonProperty(defaultValue = "blocks") @JsonPropertyDescription("what makes an outcome final, unless its mapping says otherwise: so many blocks (confirmations), or the chain's finalized tag, where a chain has checkpoints that are never undone") FinalBy finality,
        @JsonPropertyDescription("JSON-RPC nodes, the preferred first") List<NodeConfig> nodes,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("origins (https://HOST:PORT) of further nodes, which PUT /api/v1/chains/NAME/nodes may name; none if absent") Map<String, NodeOriginConfig> nodeOrigins,
        @Nullable @JsonPropertyDescription("who answers for the chain; for people") String owner,
        @Nullable @JsonPropertyDescription("a moment such as 2027-01-31T18:00:00Z; before it, nothing new is signed for the chain") Instant validFrom,
        @Nullable @JsonPropertyDescription("a moment such as 2027-01-31T18:00:00Z; from it on, nothing new is signed for the chain") Instant validUntil,
        @Nullable @JsonPropertyDescription("hash of block 0; a node that has another is not used. If absent, several nodes are held to that of the first that is used") String genesis,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("how several nodes are held to each other") RedundancyConfig redundancy,
        @JsonProperty(defaultValue = "500ms") @JsonPropertyDescription("how often a new block is looked for") Duration pollInterval,
        @JsonProperty(defaultValue = "5s") @JsonPropertyDescription("time-out of one JSON-RPC request") Duration timeout,
        @JsonProperty(defaultValue = "100") @JsonPropertyDescription("most calls in one JSON-RPC request") int batchSize,
        @JsonProperty(defaultValue = "block") @JsonPropertyDescription("how outcomes are read: all receipts of a block by one request, or its logs, for nodes whose block receipts are missing, slow or dear; gas used and its price are then not known of calls that succeeded") ReceiptsFrom receipts,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("what is offered for gas") GasConfig gas,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("the queues of transactions, one per sender") LanesConfig lanes,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("methods of JSON-RPC that clients may use by POST /api/v1/chains/NAME/rpc; only such that read") List<String> rawReads,
        @Nullable @JsonPropertyDescription("how much the senders should have for gas; they are not looked at if absent") BalanceConfig balance) {

    public ChainConfig {
        Checks.atLeast("id", id, 1);
        Checks.atLeast("confirmations", confirmations, 1);
        Checks.atLeast("batch-size", batchSize, 1);
        Checks.positive("poll-interval", pollInterval);
        Checks.positive("timeout", timeout);
        if (validFrom != null && validUntil != null && !validFrom.isBefore(validUntil)) {
            throw new IllegalArgumentException(
                    "found valid-until " + validUntil + "; expected a time after valid-from");
        }
        if (genesis != null && !genesis.matches("0x[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("found genesis " + genesis
                    + "; expected the hash of block 0: 0x and 64 hex digits");
        }
        RawReads.check(rawReads);
        nodeOrigins.keySet().forEach(NodeOriginConfig::check);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("found no nodes; expected at least one { url: … }");
        }
    }
}
