package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.Block;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** The last blocks that were applied, each the child of the one before. Used by one thread. */
final class SeenBlocks {
    private static final int KEPT = 256;

    private final Deque<Block> blocks = new ArrayDeque<>();

    Optional<Block> tip() {
        return Optional.ofNullable(blocks.peekLast());
    }

    void startAt(Block block) {
        blocks.clear();
        blocks.add(block);
    }

    /** Whether the block is the child of the tip. */
    boolean isNext(Block block) {
        Block tip = blocks.getLast();
        return block.number() == tip.number() + 1 && block.parentHash().equals(tip.hash());
    }

    /** The block of this number, if it was seen. */
    Optional<Block> find(long number) {
        return blocks.stream().filter(block -> block.number() == number).findFirst();
    }

    void add(Block block) {
        blocks.addLast(block);
        if (blocks.size() > KEPT) {
            blocks.removeFirst();
        }
    }

    /**
     * The newest of our blocks that the chain still has; the one before the oldest we know if it has none. Empty if the chain
     * lacks a block of such a number: a node that is behind proves nothing.
     */
    OptionalLong commonAncestor(LongFunction<Optional<Block>> chain) {
        var newestFirst = blocks.descendingIterator();
        while (newestFirst.hasNext()) {
            Block ours = newestFirst.next();
            Optional<Block> theirs = chain.apply(ours.number());
            if (theirs.isEmpty()) {
                return OptionalLong.empty();
            }
            if (theirs.get().hash().equals(ours.hash())) {
                return OptionalLong.of(ours.number());
            }
        }
        return OptionalLong.of(blocks.getFirst().number() - 1);
    }

    /** Forgets all blocks above this number; if none is left, following starts anew. */
    void backTo(long number) {
        while (!blocks.isEmpty() && blocks.getLast().number() > number) {
            blocks.removeLast();
        }
    }
}
