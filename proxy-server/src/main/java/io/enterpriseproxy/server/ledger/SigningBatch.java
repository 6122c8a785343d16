package io.enterpriseproxy.server.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What one commit has signed in a lane. The batches of a lane are numbered from 1 without a gap, and each has the hash of the
 * one before: {@code hash = }{@link FieldsHash}{@code (}{@value #FORM}{@code , lane, number, at, instance, key_alias, attempts,
 * attempt_count, root, previous_hash)}.
 *
 * @param instance that held the lane's lease
 * @param attempts an {@link AttemptList}
 * @param root the {@link MerkleRoot} of their {@link SigningLeaf leaves}, in the order of the list
 */
public record SigningBatch(
        long lane,
        long number,
        Instant at,
        String instance,
        String keyAlias,
        String attempts,
        int count,
        String root,
        String previousHash,
        String hash) {
    /** The columns, in the order of {@link #of}. */
    public static final String COLUMNS = "lane, number, at, instance, key_alias, attempts, attempt_count, root,"
            + " previous_hash, hash";

    /** The first field of what is hashed: no other kind of row has it. */
    static final String FORM = "signing-batch/1";

    /** The batch as a row has it. */
    public static SigningBatch of(ResultSet row) throws SQLException {
        return new SigningBatch(row.getLong(1), row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getString(4), row.getString(5), row.getString(6), row.getInt(7), row.getString(8), row.getString(9),
                row.getString(10));
    }

    /** The hash that its fields give, whatever its own is. */
    public String computedHash() {
        return FieldsHash.of(FORM, lane, number, at, instance, keyAlias, attempts, count, root, previousHash);
    }

    SigningBatch hashed() {
        return new SigningBatch(lane, number, at, instance, keyAlias, attempts, count, root, previousHash,
                computedHash());
    }
}
