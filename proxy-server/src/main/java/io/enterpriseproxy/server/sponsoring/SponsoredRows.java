package io.enterpriseproxy.server.sponsoring;

import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.server.ledger.CostKey;
import io.enterpriseproxy.server.ledger.CostRows;
import io.enterpriseproxy.server.ledger.CostSum;
import io.enterpriseproxy.server.ledger.PayingKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The rows of transactions that clients handed in. */
final class SponsoredRows {
    private final JdbcTemplate jdbc;
    private final CostRows costs;

    SponsoredRows(JdbcTemplate jdbc, CostRows costs) {
        this.jdbc = jdbc;
        this.costs = costs;
    }

    /**
     * What was allowed.
     *
     * @param signed null: not yet
     */
    record Sponsored(String chain, String senderTxHash, String client, String key, String decision, Instant allowedAt,
            @Nullable SignedTransaction signed) {}

    Optional<Sponsored> find(String chain, String senderTxHash) {
        return jdbc.query("SELECT client, key_alias, decision, allowed_at, hash, raw FROM sponsored_transaction"
                + " WHERE chain = ? AND sender_tx_hash = ?",
                (row, i) -> new Sponsored(chain, senderTxHash, row.getString(1), row.getString(2), row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(), row.getString(5) == null
                                ? null
                                : new SignedTransaction(row.getString(5), Hex.decode(row.getString(6)))),
                chain, senderTxHash).stream().findFirst();
    }

    /**
     * Inserts it, and counts it among the costs that are not known. Inside a transaction.
     *
     * @throws org.springframework.dao.DuplicateKeyException if it is there
     */
    void insert(Sponsored row, FeePayer payer) {
        jdbc.update("INSERT INTO sponsored_transaction (chain, sender_tx_hash, client, key_alias, decision, allowed_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)", row.chain(), row.senderTxHash(), row.client(), row.key(),
                row.decision(), row.allowedAt().atOffset(ZoneOffset.UTC));
        costs.add(Map.of(new CostKey(row.allowedAt().atZone(ZoneOffset.UTC).toLocalDate(), row.chain(),
                CostKey.NO_LANE, "", row.client(), new PayingKey(row.key(), payer), null), CostSum.UNKNOWN));
    }

    /** Keeps the first of several that were signed at the same time. */
    void signed(String chain, String senderTxHash, SignedTransaction signed) {
        jdbc.update("UPDATE sponsored_transaction SET hash = ?, raw = ? WHERE chain = ? AND sender_tx_hash = ?"
                + " AND hash IS NULL",
                signed.hash(), Hex.encode(signed.raw()), chain, senderTxHash);
    }
}
