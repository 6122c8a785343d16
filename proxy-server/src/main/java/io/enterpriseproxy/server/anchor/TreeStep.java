package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.proof.AnchorTree;
import io.enterpriseproxy.server.config.RecordAnchorConfig;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;

import java.util.List;

/** Makes trees of records that wait. One instance at a time holds the place, so that no record gets into two trees. */
final class TreeStep {
    private final LedgerTransactions transactions;
    private final AnchorRows rows;

    TreeStep(LedgerTransactions transactions, AnchorRows rows) {
        this.transactions = transactions;
        this.rows = rows;
    }

    void build(String name, RecordAnchorConfig place) {
        boolean built;
        do {
            built = rows.isDue(name, place.count(), place.every())
                    && transactions.commit(() -> rows.hold(name) && buildOne(name, place));
        } while (built);
    }

    private boolean buildOne(String name, RecordAnchorConfig place) {
        // Looked at again: whoever held the place before may have done it.
        if (!rows.isDue(name, place.count(), place.every())) {
            return false;
        }
        List<AnchorRows.Waiting> records = rows.waiting(name, place.count());
        AnchorTree tree = AnchorTree.of(records.stream().map(AnchorRows.Waiting::leaf).toList());
        rows.build(name, tree.root(), records);
        return true;
    }
}
