package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.server.config.RecordAnchorConfig;
import io.enterpriseproxy.server.lane.FaultLog;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The way of a record. Every instance looks each second; what is due is found by query, and each step is one commit.
 *
 * <pre>
 *  event
 *    | intake                            if we crash here
 *    v                              -------------------------------------------------------------------------
 *  record, awaiting-anchor            the source delivers again: same key, same record
 *    | {@link TreeStep}, at the count or the interval
 *    v                                no record has a tree, or all of it have
 *  anchor, built
 *    | {@link RootStep} submits its root to the anchor's mapping
 *    v                                submitted once more under the same key: the same call answers
 *  anchor, submitted -------> (its call fails: why says so, and a person retries the call)
 *    | RootStep, when that call is confirmed
 *    v                                the call's row is asked again
 *  anchor, anchored
 *    | {@link SettleStep}
 *    v                                records that are not confirmed yet are found by query
 *  record, confirmed, with its write-backs
 * </pre>
 */
final class AnchorSweep {
    private static final Logger LOG = LoggerFactory.getLogger(AnchorSweep.class);

    private final AnchorPlaces places;
    private final LedgerTransactions transactions;
    private final AnchorRows rows;
    private final TreeStep trees;
    private final RootStep roots;
    private final SettleStep settling;
    private final Set<String> opened = new HashSet<>();
    private final Set<String> toldUnknown = new HashSet<>();
    private final Map<String, FaultLog> faults = new HashMap<>();

    AnchorSweep(AnchorPlaces places, LedgerTransactions transactions, AnchorRows rows, TreeStep trees,
            RootStep roots, SettleStep settling) {
        this.places = places;
        this.transactions = transactions;
        this.rows = rows;
        this.trees = trees;
        this.roots = roots;
        this.settling = settling;
    }

    @Scheduled(fixedDelay = 1_000, initialDelay = 1_000)
    void look() {
        try {
            open();
            for (String name : rows.busyPlaces()) {
                RecordAnchorConfig place = places.all().get(name);
                if (place != null) {
                    step(name, place);
                } else if (toldUnknown.add(name)) {
                    LOG.error("The anchor {} is not configured any more, and records wait for it", name);
                }
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().setCause(e).log("Records cannot be anchored now; it is tried again in a second");
        }
    }

    private void open() {
        places.all().keySet().stream().filter(name -> !opened.contains(name)).forEach(name -> {
            try {
                transactions.commit(() -> rows.open(name));
            } catch (DuplicateKeyException e) {
                LOG.atDebug().log("Another instance was first to open the anchor {}: {}", name, e.getMessage());
            }
            opened.add(name);
        });
    }

    /** What keeps one place from going on is no matter of the others. */
    private void step(String name, RecordAnchorConfig place) {
        FaultLog fault = faults.computeIfAbsent(name, any -> new FaultLog(LOG));
        try {
            trees.build(name, place);
            roots.submit(name, place);
            roots.follow(name);
            settling.settle(name);
            fault.worked();
        } catch (OptimisticLockingFailureException anotherInstanceWasFirst) {
            LOG.debug("Another instance anchors too", anotherInstanceWasFirst);
        } catch (RuntimeException e) {
            fault.failed(e, "Records cannot be anchored by " + name + " now");
        }
    }
}
