package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.ledger.CallRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** How deep blocks lie below one head, and whether they are the chain's. Used by one thread. */
final class Depth {
    private static final Logger LOG = LoggerFactory.getLogger(Depth.class);
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final int AT_ONCE = 50;

    private final Chain chain;
    private final long head;
    private final LongFunction<Optional<Block>> blocks;
    private final Map<Long, Optional<Block>> asked = new HashMap<>();
    private final Map<Long, Boolean> confirmed = new HashMap<>();
    private long finalized = UNKNOWN;

    /** @param blocks the chain's block of a number */
    Depth(Chain chain, long head, LongFunction<Optional<Block>> blocks) {
        this.chain = chain;
        this.head = head;
        this.blocks = blocks;
    }

    /** Those of these receipts whose blocks are the chain's: a node that is on a fork has receipts too. */
    List<Receipt> inChain(List<Receipt> receipts) {
        askTogether(receipts.stream().map(Receipt::blockNumber).filter(number -> !asked.containsKey(number))
                .collect(Collectors.toCollection(TreeSet::new)));
        return receipts.stream().filter(receipt -> has(receipt.blockNumber(), receipt.blockHash())).toList();
    }

    /** The same with the blocks of these receipts, which may have come after the head was asked for. */
    Depth seen(List<Receipt> receipts) {
        long newest = receipts.stream().mapToLong(Receipt::blockNumber).max().orElse(head);
        return newest <= head ? this : new Depth(chain, newest, blocks);
    }

    long head() {
        return head;
    }

    /** Whether a call in this block is final: head - block + 1 >= confirmations, or at most the finalized block. */
    boolean isFinal(CallRecord call, long block) {
        Integer own = call.confirmations();
        int confirmations = own == null ? chain.policy().confirmations() : own;
        return confirmations == 0 ? block <= finalized() : head - block + 1 >= confirmations;
    }

    /** The newest block that cannot be taken back; -1 if the node has none yet, or cannot tell: then nothing is final. */
    long finalized() {
        if (finalized == UNKNOWN) {
            try {
                finalized = chain.client().block(BlockTag.FINALIZED).number();
            } catch (ChainUnavailableException e) {
                LOG.atWarn().addKeyValue("chain", chain.name())
                        .log("Calls wait for a finalized block, and the node names none: {}", e.getMessage());
                finalized = -1;
            }
        }
        return finalized;
    }

    /**
     * Whether the chain has another block of this number: proof that this one is gone. Not knowing it proves nothing. A node
     * that serves another chain all of a sudden would say so too: it must name its chain, and say so once more.
     */
    boolean isGone(long number, String hash) {
        return hasAnother(number, hash) && confirmed.computeIfAbsent(number, seen -> {
            chain.client().recheck();
            asked.put(number, chain.client().block(number));
            return hasAnother(number, hash);
        });
    }

    private boolean hasAnother(long number, String hash) {
        Optional<Block> there = block(number);
        return there.isPresent() && !there.get().hash().equals(hash);
    }

    /** Whether the chain has this very block. */
    boolean has(long number, String hash) {
        Optional<Block> there = block(number);
        return there.isPresent() && there.get().hash().equals(hash);
    }

    /** Headers of numbers that lie close together come by one request. */
    private void askTogether(NavigableSet<Long> numbers) {
        NavigableSet<Long> open = numbers;
        while (open.size() > 1) {
            long last = Math.min(open.last(), open.first() + AT_ONCE - 1);
            chain.client().blocks(open.first(), last).forEach(block -> asked.put(block.number(), Optional.of(block)));
            open = open.tailSet(last, false);
        }
    }

    private Optional<Block> block(long number) {
        return asked.computeIfAbsent(number, blocks::apply);
    }
}
