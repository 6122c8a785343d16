package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.LogsOutcome;
import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.server.contractevents.Trail.Step;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.ledger.EventCursor;
import io.enterpriseproxy.server.ledger.LeaseLostException;
import io.enterpriseproxy.server.ledger.ReaderLease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads one mapping's events, from its cursor to the newest block that its targets want to hear of: block by block near the
 * head, each bound to its hash and the child of the one before; by ranges where it is far behind. The cursor moves in the
 * commit of what was read.
 *
 * <p>
 * If we crash before the commit, the same blocks are read again, and their events have the same ids; after it, what targets
 * are told is in rows.
 */
final class MappingReader {
    private static final Logger LOG = LoggerFactory.getLogger(MappingReader.class);
    /** Being further behind than that, ranges are read. */
    private static final int FAR = 16;
    /** So near to the head nodes may not agree yet: these blocks are bound to their hashes. */
    private static final int UNSETTLED = 8;

    private final EventSteps steps;
    private final FaultLog faults = new FaultLog(LOG);
    private final RangeSize range = new RangeSize();
    private volatile @Nullable String why;

    MappingReader(EventSteps steps) {
        this.steps = steps;
    }

    /** Why it does not go on; null if it does. */
    @Nullable
    String why() {
        return why;
    }

    private void waits(String reason) {
        why = reason;
    }

    /**
     * Goes one step: whether there is more to do at once. What fails here must not keep other mappings from going on.
     *
     * @throws LeaseLostException if another instance reads the chain
     */
    boolean advance(ReaderLease lease, WatchedMapping watched, Round round) {
        try {
            why = null;
            boolean more = step(lease, watched, round);
            faults.worked();
            return more;
        } catch (LeaseLostException e) {
            throw e;
        } catch (ChainUnavailableException e) {
            waits(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError e) {
            waits("it failed and is tried again: " + e.getMessage());
            faults.failed(e, "Events could not be read for mapping " + watched.name());
        }
        return false;
    }

    private boolean step(ReaderLease lease, WatchedMapping watched, Round round) {
        EventCursor cursor = steps.cursor(lease, watched.name()).orElse(null);
        if (cursor == null) {
            return begin(lease, watched, round);
        }
        long head = round.head().number();
        long deep = round.deep(watched.source());
        long newest = watched.provisional() ? head : deep;
        long settled = Math.min(deep, head - UNSETTLED);
        if (newest - cursor.block() > FAR && settled > cursor.block()) {
            return readRange(lease, watched, round, cursor, Math.min(settled, cursor.block() + range.blocks()));
        }
        if (cursor.block() < newest) {
            return readBlock(lease, watched, round, cursor) && cursor.block() + 1 < newest;
        }
        if (cursor.block() == head && cursor.block() >= 0
                && !Trail.parse(cursor.trail()).tip().filter(tip -> tip.is(round.head())).isPresent()) {
            return takeBack(lease, watched, round, cursor);
        }
        return false;
    }

    private boolean begin(ReaderLease lease, WatchedMapping watched, Round round) {
        Long from = watched.source().fromBlock();
        long head = round.head().number();
        long before = from == null
                ? watched.provisional() ? head : round.deep(watched.source())
                : from - 1;
        if (before < 0) {
            steps.begin(lease, watched, -1, Trail.NONE);
            return true;
        }
        Optional<Block> block = before > head ? Optional.empty() : round.block(before);
        if (block.isEmpty()) {
            waits("the chain has no block " + before + " yet, behind which the mapping begins");
            return false;
        }
        steps.begin(lease, watched, before, Trail.NONE.to(block.get()));
        return from != null;
    }

    private boolean readBlock(ReaderLease lease, WatchedMapping watched, Round round, EventCursor cursor) {
        Optional<Block> next = round.block(cursor.block() + 1);
        if (next.isEmpty()) {
            return false;
        }
        Trail trail = Trail.parse(cursor.trail());
        if (trail.tip().filter(tip -> !tip.isParentOf(next.get())).isPresent()) {
            return takeBack(lease, watched, round, cursor);
        }
        Optional<List<MinedLog>> logs = round.logs(next.get(), watched.source().filter());
        if (logs.isEmpty()) {
            waits("no node has the logs of block " + next.get().number() + " " + next.get().hash());
            return false;
        }
        SortedMap<Long, Block> blocks = new TreeMap<>();
        blocks.put(next.get().number(), next.get());
        long deep = Math.min(next.get().number(), round.deep(watched.source()));
        steps.read(lease, watched, new EventSteps.Page(logs.get(), blocks, next.get(), deep), cursor,
                round.chain().client().chainId());
        return true;
    }

    private boolean readRange(ReaderLease lease, WatchedMapping watched, Round round, EventCursor cursor, long to) {
        Trail trail = Trail.parse(cursor.trail());
        Step tip = trail.tip().orElse(null);
        if (tip != null) {
            Optional<Block> there = round.block(tip.number());
            if (there.isEmpty()) {
                waits("no node has block " + tip.number() + ", up to which was read");
                return false;
            }
            if (!tip.is(there.get())) {
                return takeBack(lease, watched, round, cursor);
            }
        }
        return switch (ask(watched, round, cursor.block() + 1, to)) {
            case LogsOutcome.NotYet none -> {
                waits("the node that was asked does not have block " + to + " yet");
                yield false;
            }
            case LogsOutcome.TooMany refused -> {
                waits("the node refuses blocks " + (cursor.block() + 1) + " to " + to + " at once: "
                        + refused.reason());
                // A single block can be had by its hash.
                yield range.tooMuch(to - cursor.block()) || readBlock(lease, watched, round, cursor);
            }
            case LogsOutcome.Found found -> {
                range.took(found.logs().size());
                SortedMap<Long, Block> blocks = blocksOf(round, found);
                boolean agreed = found.logs().stream().allMatch(log -> blocks.containsKey(log.blockNumber())
                        && Objects.requireNonNull(blocks.get(log.blockNumber())).hash().equals(log.blockHash()));
                if (!agreed) {
                    waits("nodes do not agree on the blocks from " + (cursor.block() + 1) + " to " + to);
                    yield false;
                }
                steps.read(lease, watched, new EventSteps.Page(found.logs(), blocks, found.last(), to), cursor,
                        round.chain().client().chainId());
                yield true;
            }
        };
    }

    /** A node that breaks down over a range may stand a smaller one. */
    private LogsOutcome ask(WatchedMapping watched, Round round, long from, long to) {
        try {
            return round.chain().client().logs(watched.source().filter(), from, to);
        } catch (ChainUnavailableException e) {
            range.tooMuch(to - from + 1);
            throw e;
        }
    }

    private static SortedMap<Long, Block> blocksOf(Round round, LogsOutcome.Found found) {
        TreeSet<Long> numbers = new TreeSet<>();
        found.logs().forEach(log -> numbers.add(log.blockNumber()));
        SortedMap<Long, Block> blocks = new TreeMap<>();
        blocks.put(found.last().number(), found.last());
        numbers.remove(found.last().number());
        if (!numbers.isEmpty()) {
            round.chain().client().blocks(numbers).forEach(block -> blocks.put(block.number(), block));
        }
        return blocks;
    }

    /**
     * The chain has another block where the cursor is. A lower head, or a block that a node lacks, proves nothing; nor do
     * nodes that do not agree: the other blocks must follow each other from one that both have.
     */
    private boolean takeBack(ReaderLease lease, WatchedMapping watched, Round round, EventCursor cursor) {
        waits("the chain has other blocks than those that were read; it is found out from where on");
        // A node that serves another chain all of a sudden looks the same.
        round.chain().client().recheck();
        Trail trail = Trail.parse(cursor.trail());
        for (Step step : trail.steps()) {
            Optional<Block> there = round.chain().client().block(step.number());
            if (there.isEmpty()) {
                return false;
            }
            if (step.is(there.get())) {
                if (step.number() == cursor.block() || !leadsTo(round, there.get(), cursor.block())) {
                    return false;
                }
                steps.takeBack(lease, watched, cursor, step.number(), trail.backTo(step));
                return true;
            }
        }
        long before = trail.steps().getLast().number() - 1;
        Trail anew = before < 0 ? Trail.NONE : round.chain().client().block(before).map(Trail.NONE::to).orElse(null);
        if (anew == null) {
            return false;
        }
        LOG.atError().addKeyValue("mapping", watched.name()).addKeyValue("chain", round.chain().name()).log(
                "A reorg goes back further than is known; events from block {} on are read again, with the ids that they"
                        + " had if they are the same",
                before + 1);
        steps.takeBack(lease, watched, cursor, before, anew);
        return true;
    }

    private static boolean leadsTo(Round round, Block ancestor, long number) {
        Step last = new Step(ancestor.number(), ancestor.hash());
        for (Block block : round.chain().client().blocks(ancestor.number() + 1, number)) {
            if (!last.isParentOf(block)) {
                return false;
            }
            last = new Step(block.number(), block.hash());
        }
        return last.number() == number;
    }
}
