package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.lane.LaneOwnership;
import io.enterpriseproxy.server.ledger.ChainReaderRows;
import io.enterpriseproxy.server.ledger.ChainReaderRows.Reader;
import io.enterpriseproxy.server.ledger.ContractEventRows;
import io.enterpriseproxy.server.ledger.ContractEventRows.Told;
import io.enterpriseproxy.server.ledger.EventCursor;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The readers of all chains: of each chain one over all instances. */
public final class ContractEventReaders implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ContractEventReaders.class);
    /** Well below the lease, so that a lease is renewed several times before it ends. */
    private static final Duration SWEEP = Duration.ofSeconds(2);
    private static final Duration IN_HAND = Duration.ofSeconds(6);

    private final Ledger ledger;
    private final Supplier<List<WatchedMapping>> mappings;
    private final MappingCatalog catalog;
    private final ReaderLeases leases;
    private final Map<String, ChainReader> readers = new ConcurrentHashMap<>();
    private final List<Consumer<List<Told>>> listeners = new CopyOnWriteArrayList<>();
    private final FaultLog faults = new FaultLog(LOG);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    /** The tables that readers write. */
    public record Ledger(LedgerTransactions transactions, ChainReaderRows readers, ContractEventRows events,
            boolean embedded) {}

    /** @param mappings those that take events now */
    public ContractEventReaders(Chains chains, LaneOwnership ownership, Ledger ledger,
            Supplier<List<WatchedMapping>> mappings, MappingCatalog catalog) {
        this.ledger = ledger;
        this.mappings = mappings;
        this.catalog = catalog;
        this.leases = new ReaderLeases(ownership.owner(), ledger.embedded(), ledger.transactions(), ledger.readers(),
                chains, ownership.takings());
        EventSteps steps = new EventSteps(
                new EventSteps.Rows(ledger.transactions(), ledger.readers(), ledger.events()), new EventMaker(catalog),
                told -> listeners.forEach(listener -> listener.accept(told)));
        chains.listen(chain -> add(chain.name(), new ChainReader(chain, leases, steps, () -> mappings.get().stream()
                .filter(each -> each.source().chain().equals(chain.name())).toList())));
    }

    /** Reads from the start on, or from now on if that has been. */
    private synchronized void add(String chain, ChainReader reader) {
        readers.put(chain, reader);
        if (running) {
            start(chain, reader);
        }
    }

    private void start(String chain, ChainReader reader) {
        threads.add(Thread.ofVirtual().name("events-" + chain).start(reader));
    }

    /** Calls the listener after each commit of what targets are told, in the committing thread: be quick. */
    public void listen(Consumer<List<Told>> listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized void start() {
        running = true;
        readers.forEach(this::start);
        threads.add(Thread.ofVirtual().name("event-leases").start(this::sweepUntilStopped));
    }

    private void sweepUntilStopped() {
        while (running) {
            try {
                leases.sweep(ChainReader.chains(mappings.get()));
                faults.worked();
            } catch (RuntimeException e) {
                faults.failed(e, "It could not be found out which chains to read");
            }
            try {
                Thread.sleep(SWEEP);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /**
     * How far a mapping has read.
     *
     * @param owner the instance that reads the chain; null: none does
     * @param here whether this instance reads the chain
     * @param wanted whether it is to go on: not while the mapping is paused, or when it is withdrawn
     * @param head the chain's newest block that this instance has seen; -1 if it does not read the chain
     * @param why it does not go on; empty if it does, or another instance reads
     */
    public record Reading(String mapping, String chain, @Nullable String owner, boolean here, boolean wanted,
            EventCursor cursor, long head, Optional<String> why) {
        /** Blocks that were not read yet. */
        public long behind() {
            return Math.max(0, head - cursor.block());
        }
    }

    /** How far every mapping has read that ever did. */
    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        List<WatchedMapping> read = mappings.get();
        for (Reader row : ledger.readers().all()) {
            boolean here = leases.of(row.chain()).isPresent();
            Optional<ChainReader> reader = Optional.ofNullable(readers.get(row.chain()));
            for (EventCursor cursor : ledger.events().cursors(row.id())) {
                boolean wanted = read.stream().anyMatch(each -> each.name().equals(cursor.mapping())
                        && each.source().chain().equals(row.chain()));
                readings.add(new Reading(cursor.mapping(), row.chain(), row.owner(), here, wanted, cursor,
                        reader.map(ChainReader::head).orElse(-1L),
                        wanted
                                ? reader.flatMap(known -> known.why(cursor.mapping()))
                                : Optional.of(whyUnwanted(cursor.mapping()))));
            }
        }
        return readings;
    }

    private String whyUnwanted(String mapping) {
        if (catalog.isBroken(mapping)) {
            return "the mapping does not fit the configuration";
        }
        return catalog.current(mapping)
                .map(now -> now.paused() ? "the mapping is paused" : "the mapping reads elsewhere now")
                .orElse("the mapping is withdrawn");
    }

    /** Waits for what is in hand, then lets other instances read. */
    @Override
    public void stop() {
        List<Thread> left;
        synchronized (this) {
            running = false;
            readers.values().forEach(ChainReader::stop);
            left = List.copyOf(threads);
            threads.clear();
        }
        try {
            for (Thread thread : left) {
                Objects.requireNonNull(thread).join(IN_HAND.dividedBy(left.size()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        leases.giveBack();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
