package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.FieldsHash;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.util.List;

/**
 * Writes and reads the audit trail: one chain over all instances, see {@link Audited}. An entry joins the transaction of its
 * change, and holds the chain's head until that ends: changes by people are rare. Thread-safe.
 */
public final class AuditTrail {
    /** Who does what no person has asked for. */
    static final String SERVER = "server";

    private final AuditRows rows;
    private final TransactionOperations transactions;
    private final ChangeOrigin origin;
    private final Clock clock;

    AuditTrail(AuditRows rows, TransactionOperations transactions, ChangeOrigin origin, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.origin = origin;
        this.clock = clock;
    }

    /**
     * The chain's first entry, unless it is there: it names the entries that are older than the chain, and how far lanes had come
     * without one.
     */
    void begin(LedgerTransactions ledger) {
        if (rows.head().number() > 0) {
            return;
        }
        ledger.commit(() -> {
            AuditRows.Head head = rows.lockHead();
            if (head.number() == 0) {
                AuditRows.Unchained older = rows.unchained();
                rows.append(head, entry(SERVER, "audit.begin", "audit", "the chain begins here", null,
                        Facts.of("entries", older.count()).and("lastId", older.lastId()).and("hash", older.hash())
                                .and("lanes", rows.lanesBefore())));
            }
        });
    }

    /** Adds an entry. Call it where its change is committed: in {@link LedgerTransactions#commit}. */
    public void record(String actor, String action, String subject, @Nullable String detail) {
        record(actor, action, subject, detail, null, null);
    }

    /**
     * Adds an entry with what its subject was and what it became.
     *
     * @param before null where there was nothing
     * @param after null where nothing is left
     */
    public void record(String actor, String action, String subject, @Nullable String detail, @Nullable Facts before,
            @Nullable Facts after) {
        Audited entry = entry(actor, action, subject, detail, before, after);
        transactions.executeWithoutResult(status -> rows.append(rows.lockHead(), entry));
    }

    private Audited entry(String actor, String action, String subject, @Nullable String detail, @Nullable Facts before,
            @Nullable Facts after) {
        return new Audited(0, null, FieldsHash.kept(clock.instant()), actor, action, subject, detail,
                before == null ? null : before.json(), after == null ? null : after.json(), origin.of(actor), null,
                null);
    }

    /**
     * The newest entries, newest first.
     *
     * @param before only entries with a smaller id
     */
    public List<Audited> list(long before, int limit) {
        return rows.newest(before, limit);
    }
}
