package io.enterpriseproxy.server.sponsoring;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.SignedTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The rows of transactions that clients handed in. */
final class SponsoredRows {
    private final JdbcTemplate jdbc;

    SponsoredRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
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

    /** @throws org.springframework.dao.DuplicateKeyException if it is there */
    void insert(Sponsored row) {
        jdbc.update("INSERT INTO sponsored_transaction (chain, sender_tx_hash, client, key_alias, decision, allowed_at)"
                + " VALUES (?, ?, ?, ?, ?, ?)", row.chain(), row.senderTxHash(), row.client(), row.key(),
                row.decision(), row.allowedAt().atOffset(ZoneOffset.UTC));
    }

    /** Keeps the first of several that were signed at the same time. */
    void signed(String chain, String senderTxHash, SignedTransaction signed) {
        jdbc.update("UPDATE sponsored_transaction SET hash = ?, raw = ? WHERE chain = ? AND sender_tx_hash = ?"
                + " AND hash IS NULL",
                signed.hash(), Hex.encode(signed.raw()), chain, senderTxHash);
    }
}
