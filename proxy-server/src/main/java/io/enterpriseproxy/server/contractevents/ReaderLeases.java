package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.lane.LaneTakings;
import io.enterpriseproxy.server.ledger.ChainReaderRows;
import io.enterpriseproxy.server.ledger.ChainReaderRows.Reader;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.ReaderLease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The chains whose events this instance reads, and whose results it delivers. As with lanes the fence in every commit, not
 * the renewal, is what keeps a late reader from writing.
 */
final class ReaderLeases {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderLeases.class);
    private static final Duration LEASE = Duration.ofSeconds(8);

    private final String owner;
    private final boolean alone;
    private final LedgerTransactions transactions;
    private final ChainReaderRows rows;
    private final Chains chains;
    private final LaneTakings takings;
    private final Map<String, ReaderLease> held = new ConcurrentHashMap<>();

    /**
     * @param owner this instance, unique per start
     * @param alone whether the database is embedded, so that any other owner is dead
     * @param takings told of each taking: the results of a reader's events come with it
     */
    ReaderLeases(String owner, boolean alone, LedgerTransactions transactions, ChainReaderRows rows, Chains chains,
            LaneTakings takings) {
        this.owner = owner;
        this.alone = alone;
        this.transactions = transactions;
        this.rows = rows;
        this.chains = chains;
        this.takings = takings;
    }

    Optional<ReaderLease> of(String chain) {
        return Optional.ofNullable(held.get(chain));
    }

    /** It was lost to another instance. */
    void lost(ReaderLease lease) {
        held.remove(lease.chain(), lease);
    }

    /**
     * Renews what is held, and takes what nobody holds: also of chains that are not read any more, whose results are still to
     * be delivered.
     *
     * @param read the chains that mappings want to be read
     */
    void sweep(Set<String> read) {
        for (ReaderLease lease : held.values()) {
            if (!transactions.commit(() -> rows.renew(lease, LEASE))) {
                lost(lease);
            }
        }
        Map<String, Reader> known = rows.all().stream().collect(Collectors.toMap(Reader::chain, reader -> reader));
        read.stream().filter(chain -> !known.containsKey(chain)).forEach(this::create);
        known.values().stream().filter(reader -> chains.has(reader.chain()) && !held.containsKey(reader.chain()))
                .forEach(this::take);
    }

    private void create(String chain) {
        try {
            transactions.commit(() -> rows.create(chain));
        } catch (DuplicateKeyException e) {
            LOG.atDebug().addKeyValue("chain", chain).log("Another instance was first: {}", e.getMessage());
        }
    }

    private void take(Reader reader) {
        takings.take(() -> transactions.commit(() -> rows.take(reader, owner, LEASE, alone))).ifPresent(lease -> {
            held.put(lease.chain(), lease);
            LOG.atInfo().addKeyValue("chain", lease.chain()).log("This instance reads the chain's events from now on");
        });
    }

    /** Gives all leases back, so that the next owner need not wait until they end. */
    void giveBack() {
        held.values().forEach(lease -> transactions.commit(() -> rows.release(lease)));
        held.clear();
    }
}
