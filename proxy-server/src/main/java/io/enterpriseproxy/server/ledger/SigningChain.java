package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * The chain of what is signed in a lane, as the holder of its lease writes it. Where the chain ends is read once and then
 * known, since nobody else adds to it; after a commit that failed it is read again.
 *
 * <p>
 * An owner that is late fails at its lease, and one that knows a wrong end at the key of the row.
 */
public final class SigningChain {
    private final LaneLease lease;
    private final String keyAlias;
    private volatile @Nullable End end;

    public SigningChain(LaneLease lease, String keyAlias) {
        this.lease = lease;
        this.keyAlias = keyAlias;
    }

    private record End(long number, String hash) {}

    long lane() {
        return lease.lane();
    }

    /**
     * Adds a batch in the running transaction.
     *
     * @throws IllegalStateException outside of one
     */
    void append(JdbcTemplate jdbc, List<NewAttempt> attempts, OffsetDateTime at) {
        TransactionSynchronizationManager.registerSynchronization(new Forget());
        End known = end;
        End last = known == null ? read(jdbc) : known;
        SigningBatch batch = new SigningBatch(lane(), last.number() + 1, FieldsHash.kept(at.toInstant()),
                lease.owner(), keyAlias, AttemptList.of(attempts).toString(), attempts.size(),
                MerkleRoot.of(attempts.stream().map(attempt -> SigningLeaf.of(lane(), attempt)).toList()), last.hash(),
                "").hashed();
        jdbc.update("INSERT INTO signing_batch (" + SigningBatch.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                batch.lane(), batch.number(), batch.at().atOffset(at.getOffset()), batch.instance(), batch.keyAlias(),
                batch.attempts(), batch.count(), batch.root(), batch.previousHash(), batch.hash());
        end = new End(batch.number(), batch.hash());
    }

    private End read(JdbcTemplate jdbc) {
        return jdbc.query("SELECT number, hash FROM signing_batch WHERE lane = ? ORDER BY number DESC FETCH FIRST 1"
                + " ROWS ONLY", (row, i) -> new End(row.getLong(1), row.getString(2)), lane()).stream().findFirst()
                .orElse(new End(0, FieldsHash.NONE));
    }

    private final class Forget implements TransactionSynchronization {
        @Override
        public void afterCompletion(int status) {
            if (status != STATUS_COMMITTED) {
                end = null;
            }
        }
    }
}
