package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is stopped, by a person and until a person says otherwise. Each instance follows the rows twice a second; one that
 * cannot read them cannot commit a signature either. A key that is stopped is locked besides: nothing of it stays in memory.
 */
public final class StopSwitches {
    private static final Logger LOG = LoggerFactory.getLogger(StopSwitches.class);
    private static final long LOOK_MILLIS = 500;

    private final LedgerTransactions transactions;
    private final StopRows rows;
    private final AuditTrail audit;
    private final Clock clock;
    private final KeyRing keys;
    private volatile List<Stop> stops = List.of();

    StopSwitches(LedgerTransactions transactions, StopRows rows, AuditTrail audit, Clock clock, KeyRing keys) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
        this.keys = keys;
    }

    /** Follows the rows; what a person asks for and what is looked for by the clock come in turn. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public synchronized void refresh() {
        try {
            follow(rows.all());
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("What is stopped cannot be read now");
        }
    }

    private void follow(List<Stop> found) {
        stops = found;
        keys.lockOnly(found.stream().filter(stop -> stop.scope() == StopScope.KEY).map(Stop::name)
                .collect(Collectors.toSet()));
    }

    /** What is stopped, as this instance knows it. */
    public List<Stop> all() {
        return stops;
    }

    /** Why nothing may be signed with a key for a chain, nor sent; empty if it may. */
    public Optional<String> why(String key, String chain) {
        for (Stop stop : stops) {
            boolean hit = switch (stop.scope()) {
                case ALL -> true;
                case CHAIN -> stop.name().equals(chain);
                case KEY -> stop.name().equals(key);
            };
            if (hit) {
                return Optional.of(stop.sentence());
            }
        }
        return Optional.empty();
    }

    /** Why nothing may be signed with a key on any chain; empty if it may on some. */
    public Optional<String> whyKey(String key) {
        return stops.stream().filter(stop -> stop.scope() == StopScope.ALL
                || (stop.scope() == StopScope.KEY && stop.name().equals(key))).findFirst().map(Stop::sentence);
    }

    /**
     * Stops something; it is stopped here when this returns, and within a second on all instances.
     *
     * @return false if it was stopped already
     */
    public boolean stop(StopScope scope, String name, String by, String reason) {
        boolean changed = transactions.commit(() -> {
            boolean added = rows.add(new Stop(scope, name, by, clock.instant(), reason));
            if (added) {
                audit.record(by, action(scope, "stop"), name, reason, stopped(false), stopped(true));
            }
            return added;
        });
        refresh();
        return changed;
    }

    /**
     * Lets something go on.
     *
     * @return false if it was not stopped
     */
    public boolean resume(StopScope scope, String name, String by) {
        boolean changed = transactions.commit(() -> {
            boolean removed = rows.remove(scope, name);
            if (removed) {
                audit.record(by, action(scope, "resume"), name, null, stopped(true), stopped(false));
            }
            return removed;
        });
        refresh();
        return changed;
    }

    private static Facts stopped(boolean now) {
        return Facts.of("stopped", now);
    }

    private static String action(StopScope scope, String what) {
        return scope.name().toLowerCase(Locale.ROOT) + "." + what;
    }
}
