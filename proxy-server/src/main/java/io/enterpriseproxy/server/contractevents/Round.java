package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.mapping.Confirmations;
import io.enterpriseproxy.mapping.ContractSource;
import io.enterpriseproxy.server.catalog.Chain;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One look at a chain from one head, for all mappings that follow it: what one of them has asked for the others need not ask
 * for again. Used by one thread.
 */
final class Round {
    private final Chain chain;
    private final Block head;
    private final LogFilter everything;
    private final Map<Long, Optional<Block>> blocks = new HashMap<>();
    private final Map<String, Optional<List<MinedLog>>> logs = new HashMap<>();
    private @Nullable OptionalLong finalized;

    /** @param everything lets through what any of the mappings wants */
    Round(Chain chain, Block head, LogFilter everything) {
        this.chain = chain;
        this.head = head;
        this.everything = everything;
        blocks.put(head.number(), Optional.of(head));
    }

    Chain chain() {
        return chain;
    }

    Block head() {
        return head;
    }

    /** The chain's block of this number; empty if there is none (yet). */
    Optional<Block> block(long number) {
        return blocks.computeIfAbsent(number, asked -> chain.client().block(asked));
    }

    /** The logs of a block that a filter lets through; empty if no node has this very block. */
    Optional<List<MinedLog>> logs(Block block, LogFilter filter) {
        return logs.computeIfAbsent(block.hash(), asked -> chain.client().logs(everything, block))
                .map(all -> all.stream().filter(mined -> filter.takes(mined.log())).toList());
    }

    /** The newest block whose events are final; -1 if there is none. */
    long deep(ContractSource source) {
        int count = switch (source.confirmations()) {
            case Confirmations.Default none -> chain.policy().confirmations();
            case Confirmations.Blocks blocks -> blocks.count();
            case Confirmations.Finalized tag -> 0;
        };
        return count == 0 ? Math.min(head.number(), finalized()) : Math.max(-1, head.number() - count + 1);
    }

    /** @throws ChainUnavailableException if no node can tell: then nothing is final */
    private long finalized() {
        if (finalized == null) {
            finalized = OptionalLong.of(chain.client().block(BlockTag.FINALIZED).number());
        }
        return finalized.getAsLong();
    }
}
