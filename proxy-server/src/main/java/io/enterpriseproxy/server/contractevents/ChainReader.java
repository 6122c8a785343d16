package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.ledger.LeaseLostException;
import io.enterpriseproxy.server.ledger.ReaderLease;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the events of one chain for all mappings that want some, in turns: one that is far behind holds up no other. */
final class ChainReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ChainReader.class);

    private final Chain chain;
    private final ReaderLeases leases;
    private final EventSteps steps;
    private final Supplier<List<WatchedMapping>> mappings;
    private final Map<String, MappingReader> readers = new ConcurrentHashMap<>();
    private final FaultLog faults = new FaultLog(LOG);
    private volatile long head = -1;
    private volatile @Nullable String trouble;
    private volatile boolean stopped;

    /** @param mappings those that read this chain now */
    ChainReader(Chain chain, ReaderLeases leases, EventSteps steps, Supplier<List<WatchedMapping>> mappings) {
        this.chain = chain;
        this.leases = leases;
        this.steps = steps;
        this.mappings = mappings;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                if (!look()) {
                    Thread.sleep(chain.policy().poll());
                }
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
    }

    /** The newest block that was seen; -1 before the first. */
    long head() {
        return head;
    }

    /** Why a mapping's events are not read; empty if they are, or another instance reads them. */
    Optional<String> why(String mapping) {
        MappingReader reader = readers.get(mapping);
        return Optional.ofNullable(trouble).or(() -> Optional.ofNullable(reader).map(MappingReader::why));
    }

    void stop() {
        stopped = true;
    }

    /** Whether there is more to do at once. */
    private boolean look() {
        try {
            Optional<ReaderLease> lease = leases.of(chain.name());
            List<WatchedMapping> wanted = lease.isEmpty() ? List.of() : mappings.get();
            readers.keySet().retainAll(wanted.stream().map(WatchedMapping::name).collect(Collectors.toSet()));
            boolean more = !wanted.isEmpty() && round(lease.orElseThrow(), wanted);
            faults.worked();
            trouble = null;
            return more;
        } catch (LeaseLostException e) {
            LOG.atWarn().addKeyValue("chain", chain.name()).log("Another instance reads the chain's events");
            leases.of(chain.name()).ifPresent(leases::lost);
        } catch (ChainUnavailableException e) {
            trouble = e.getMessage();
            LOG.atDebug().addKeyValue("chain", chain.name()).log("The head is not known right now: {}", e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            trouble = "it failed and is tried again: " + e.getMessage();
            faults.failed(e, "Events of chain " + chain.name() + " could not be read");
        }
        return false;
    }

    private boolean round(ReaderLease lease, List<WatchedMapping> wanted) {
        Block newest = chain.client().head();
        head = newest.number();
        LogFilter everything = wanted.stream().map(each -> each.source().filter()).reduce(LogFilter::or).orElseThrow();
        Round round = new Round(chain, newest, everything);
        boolean more = false;
        for (WatchedMapping each : wanted) {
            MappingReader reader = readers.computeIfAbsent(each.name(), name -> new MappingReader(steps));
            more |= reader.advance(lease, each, round);
        }
        return more;
    }

    /** The chains of these mappings. */
    static Set<String> chains(List<WatchedMapping> mappings) {
        return mappings.stream().map(each -> each.source().chain()).collect(Collectors.toSet());
    }
}
