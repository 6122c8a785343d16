package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;

/** The rows of transactions that a restored ledger has found on the chain and knows no call of. */
public final class UnclaimedRows {
    private final JdbcTemplate jdbc;

    public UnclaimedRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public void insert(List<UnclaimedTransaction> found) {
        if (!found.isEmpty()) {
            jdbc.batchUpdate("INSERT INTO unclaimed_transaction (chain, sender, nonce, tx_hash, content_hash) VALUES"
                    + " (?, ?, ?, ?, ?)", found, found.size(), (statement, one) -> {
                        statement.setString(1, one.chain());
                        statement.setString(2, one.sender().lowerCase());
                        statement.setLong(3, one.nonce());
                        statement.setString(4, one.hash());
                        statement.setBytes(5, one.content());
                    });
        }
    }

    /** Whether there are any on the chain that no call has claimed. */
    public boolean any(String chain) {
        return !jdbc.query("SELECT 1 FROM unclaimed_transaction WHERE chain = ? AND claimed_by IS NULL FETCH FIRST ROW"
                + " ONLY", (row, i) -> row.getInt(1), chain).isEmpty();
    }

    /** Those that do one of these things and that no call has claimed, in nonce order. */
    public List<UnclaimedTransaction> of(String chain, List<byte[]> contents) {
        return SqlLists.inChunks(contents, chunk -> {
            List<Object> values = new ArrayList<>(chunk);
            values.addFirst(chain);
            return jdbc.query("SELECT sender, nonce, tx_hash, content_hash FROM unclaimed_transaction WHERE chain = ?"
                    + " AND claimed_by IS NULL AND content_hash IN (" + SqlLists.marks(chunk.size())
                    + ") ORDER BY sender, nonce",
                    (row, i) -> new UnclaimedTransaction(chain,
                            Address.parse(row.getString(1)), row.getLong(2), row.getString(3), row.getBytes(4)),
                    values.toArray());
        });
    }

    /** It may have been made for this call; it stands for no other. */
    public void claim(UnclaimedTransaction found, long call) {
        if (jdbc.update("UPDATE unclaimed_transaction SET claimed_by = ? WHERE chain = ? AND sender = ? AND nonce = ?"
                + " AND claimed_by IS NULL", call, found.chain(), found.sender().lowerCase(), found.nonce()) != 1) {
            throw new OptimisticLockingFailureException("another call has claimed the transaction in the meantime");
        }
    }
}
