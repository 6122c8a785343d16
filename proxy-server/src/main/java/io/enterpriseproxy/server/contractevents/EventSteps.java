package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.ChainReaderRows;
import io.enterpriseproxy.server.ledger.ContractEventRecord;
import io.enterpriseproxy.server.ledger.ContractEventRows;
import io.enterpriseproxy.server.ledger.ContractEventRows.Told;
import io.enterpriseproxy.server.ledger.ContractEventState;
import io.enterpriseproxy.server.ledger.EventCursor;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.ReaderLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Consumer;

/** The commits of a reader: each moves a cursor, with the rows of all that targets are told on the way. */
final class EventSteps {
    private static final Logger LOG = LoggerFactory.getLogger(EventSteps.class);
    /** How far behind the cursor a reorg may reach, for events that targets were told of. */
    private static final long KEPT_BLOCKS = 1_000;
    private static final int BATCH = 5_000;

    private final Rows rows;
    private final EventMaker maker;
    private final Consumer<List<Told>> told;

    /** The tables. */
    record Rows(LedgerTransactions transactions, ChainReaderRows readers, ContractEventRows events) {}

    /** @param told hears what was committed */
    EventSteps(Rows rows, EventMaker maker, Consumer<List<Told>> told) {
        this.rows = rows;
        this.maker = maker;
        this.told = told;
    }

    /**
     * Blocks that were read.
     *
     * @param logs what the filter lets through of them, in order
     * @param blocks those of the logs, by number
     * @param last all up to this one was read
     * @param deep what is in blocks up to this one is final
     */
    record Page(List<MinedLog> logs, SortedMap<Long, Block> blocks, Block last, long deep) {}

    Optional<EventCursor> cursor(ReaderLease lease, String mapping) {
        return rows.events().cursor(lease.reader(), mapping);
    }

    /** The mapping's first cursor: behind this block. */
    void begin(ReaderLease lease, WatchedMapping watched, long block, Trail trail) {
        commit(lease, watched, List.of(), () -> move(lease, watched, block, block, trail));
    }

    /** nothing -> mined or confirmed; and mined -> confirmed for what these blocks make final. */
    void read(ReaderLease lease, WatchedMapping watched, Page page, EventCursor cursor, long chainId) {
        List<ContractEventRecord> mined = cursor.finalBlock() < cursor.block()
                ? rows.events().mined(lease.reader(), watched.name(), cursor.finalBlock(),
                        Math.min(page.deep(), cursor.block()), BATCH)
                : List.of();
        List<Told> steps = new ArrayList<>();
        mined.forEach(event -> steps.add(maker.step(event, ContractEventState.CONFIRMED)));
        if (mined.size() == BATCH) {
            // The others of them come before anything new: targets are told in the order of the chain.
            commit(lease, watched, steps, () -> rows.events().moveTo(lease.reader(), watched.name(), cursor.block(),
                    mined.getLast().blockNumber() - 1, cursor.trail()));
            return;
        }
        steps.addAll(made(lease, watched, page, cursor, chainId));
        commit(lease, watched, steps, () -> move(lease, watched, page.last().number(),
                Math.max(cursor.finalBlock(), page.deep()), Trail.parse(cursor.trail()).to(page.last())));
    }

    private List<Told> made(ReaderLease lease, WatchedMapping watched, Page page, EventCursor cursor, long chainId) {
        Map<UUID, ContractEventRecord> before = new HashMap<>();
        if (watched.keeps() && !page.logs().isEmpty()) {
            rows.events().inBlocks(lease.reader(), watched.name(), cursor.block() + 1, page.last().number())
                    .forEach(event -> before.put(event.id(), event));
        }
        List<Told> made = new ArrayList<>();
        for (MinedLog log : page.logs()) {
            UUID id = EventIds.of(watched.name(), chainId, log);
            Block block = Objects.requireNonNull(page.blocks().get(log.blockNumber()), "a log's block was read");
            maker.read(watched, id, log, block,
                    log.blockNumber() <= page.deep() ? ContractEventState.CONFIRMED : ContractEventState.MINED,
                    before.get(id)).ifPresent(made::add);
        }
        return made;
    }

    /** mined, or even confirmed -> retracted: what was read behind this block is not in the chain any more. */
    void takeBack(ReaderLease lease, WatchedMapping watched, EventCursor cursor, long block, Trail trail) {
        List<ContractEventRecord> gone = rows.events().standingAbove(lease.reader(), watched.name(), block);
        List<Told> steps = gone.stream().map(event -> maker.step(event, ContractEventState.RETRACTED)).toList();
        commit(lease, watched, steps,
                () -> move(lease, watched, block, Math.min(block, cursor.finalBlock()), trail));
        LOG.atWarn().addKeyValue("mapping", watched.name()).addKeyValue("chain", lease.chain()).log(
                "A reorg: blocks behind {} were replaced; {} events are taken back, and the new blocks are read", block,
                gone.size());
        if (cursor.finalBlock() > block) {
            LOG.atError().addKeyValue("mapping", watched.name()).addKeyValue("chain", lease.chain())
                    .addKeyValue("code", ProblemCode.DEEP_REORG.slug())
                    .log("Events of blocks {} to {} had been final. Raise the chain's confirmations", block + 1,
                            cursor.finalBlock());
        }
    }

    private void move(ReaderLease lease, WatchedMapping watched, long block, long finalBlock, Trail trail) {
        rows.events().moveTo(lease.reader(), watched.name(), block, finalBlock, trail.text());
        rows.events().forgetBefore(lease.reader(), watched.name(), finalBlock - KEPT_BLOCKS);
    }

    private void commit(ReaderLease lease, WatchedMapping watched, List<Told> steps, Runnable move) {
        rows.transactions().commit(() -> {
            rows.readers().check(lease);
            rows.events().tell(lease.reader(), steps, watched.keeps());
            move.run();
        });
        told.accept(steps);
    }
}
