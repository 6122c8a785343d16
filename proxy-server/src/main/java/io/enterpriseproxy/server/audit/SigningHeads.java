package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names the ends of the lanes' chains in the audit trail's, so that a lane's chain cannot be cut, nor a lane be lost, without
 * a trace. Every instance looks every minute; the audit trail's head lets one of them write.
 */
final class SigningHeads {
    static final String ACTION = "audit.heads";
    static final String LANES = "lanes";

    private static final Logger LOG = LoggerFactory.getLogger(SigningHeads.class);

    private final AuditTrail trail;
    private final AuditRows rows;
    private final LedgerTransactions transactions;

    SigningHeads(AuditTrail trail, AuditRows rows, LedgerTransactions transactions) {
        this.trail = trail;
        this.rows = rows;
        this.transactions = transactions;
    }

    /** The end of a lane's chain, as an entry has it. */
    record End(long number, String hash) {}

    @Scheduled(fixedRate = 60_000, initialDelay = 60_000)
    void look() {
        try {
            name();
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().setCause(e)
                    .log("The ends of the lanes' chains cannot be named now; it is tried again in a minute");
        }
    }

    /** Nothing if none has moved. */
    void name() {
        if (rows.moved().isEmpty()) {
            return;
        }
        transactions.commit(() -> {
            rows.lockHead();
            List<AuditRows.LaneHead> moved = rows.moved();
            if (!moved.isEmpty()) {
                Map<String, End> ends = new LinkedHashMap<>();
                moved.forEach(head -> ends.put(Long.toString(head.lane()), new End(head.number(), head.hash())));
                trail.record(AuditTrail.SERVER, ACTION, "lanes", null, null, Facts.of(LANES, ends));
                rows.named(moved);
            }
        });
    }
}
