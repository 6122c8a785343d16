package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;

/** The rows of transactions that a restored ledger has found on the chain and knows no call of. */
public final class UnclaimedRows {
    private static final RowsStatement<UnclaimedTransaction> INSERT = RowsStatement.insert("unclaimed_transaction",
            List.of(Column.text("chain", UnclaimedTransaction::chain),
                    Column.text("sender", one -> one.sender().lowerCase()),
                    Column.bigint("nonce", UnclaimedTransaction::nonce),
                    Column.text("tx_hash", UnclaimedTransaction::hash),
                    Column.bytes("content_hash", UnclaimedTransaction::content)));

    private final JdbcTemplate jdbc;
    private final boolean h2;

    public UnclaimedRows(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.h2 = h2;
    }

    public void insert(List<UnclaimedTransaction> found) {
        INSERT.execute(jdbc, h2, found);
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
