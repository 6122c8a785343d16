package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How blocks of a chain, such as a service chain, are anchored on another. */
public record BlockAnchorConfig(
        @JsonPropertyDescription("the chain whose blocks are anchored") String chain,
        @JsonPropertyDescription("the mapping that gets the event { chainId, blockNumber, blockHash, parentHash, transactionsRoot, receiptsRoot, stateRoot, blockCount, txCount } and puts it on the other chain") String mapping,
        @JsonProperty(defaultValue = "100") @JsonPropertyDescription("which blocks: those whose numbers are multiples of this, once they are final; at most 10000") int every) {
    private static final int MOST = 10_000;

    public BlockAnchorConfig {
        if (every < 1 || every > MOST) {
            throw new IllegalArgumentException("found every " + every + "; expected a number from 1 to " + MOST);
        }
    }
}
