package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.server.ledger.AnchorRecord;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;

/** Says why trees do not go on: in their rows, and in the log, each reason once. */
final class Standstill {
    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

    private final LedgerTransactions transactions;
    private final AnchorRows rows;

    Standstill(LedgerTransactions transactions, AnchorRows rows) {
        this.transactions = transactions;
        this.rows = rows;
    }

    /** @param why null: it goes on */
    void because(AnchorRecord anchor, @Nullable String why) {
        String said = why == null ? null : why.substring(0, Math.min(why.length(), AnchorRows.LONGEST_WHY));
        if (Objects.equals(anchor.why(), said)) {
            return;
        }
        transactions.commit(() -> rows.why(anchor.number(), said));
        if (why != null) {
            LOG.error("The anchor {} of {} does not go on, with {} records: {}", anchor.id(), anchor.name(),
                    anchor.records(), why);
        }
    }
}
