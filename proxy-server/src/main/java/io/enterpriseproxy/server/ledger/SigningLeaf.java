package io.enterpriseproxy.server.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * What was signed, as a leaf of its batch: {@link FieldsHash}{@code (}{@value #FORM}{@code , lane, nonce, number, kind, call id,
 * tx_hash, decision)}. The kind is {@code call} or {@code cancel}; the decision names what has
 * allowed it, and is empty for what goes to oneself or was found on the chain.
 */
public final class SigningLeaf {
    /** The columns of attempts ({@code a}) and their calls ({@code c}) that {@link Signed#of} reads, in this order. */
    public static final String COLUMNS = "a.lane, a.nonce, a.number, a.kind, c.id, a.tx_hash,"
            + " COALESCE(a.decision, '')";

    /** The first field of what is hashed: no other kind of row has it. */
    static final String FORM = "attempt/1";

    private SigningLeaf() {}

    /** A signed attempt. */
    public record Signed(long lane, long nonce, int number, AttemptKind kind, UUID call, String hash,
            String decision) {
        /** The attempt as {@link #COLUMNS} have it. */
        public static Signed of(ResultSet row) throws SQLException {
            return new Signed(row.getLong(1), row.getLong(2), row.getInt(3), AttemptKind.of(row.getInt(4)),
                    row.getObject(5, UUID.class), row.getString(6), row.getString(7));
        }
    }

    static byte[] of(long lane, NewAttempt attempt) {
        return of(new Signed(lane, attempt.nonce(), attempt.number(), attempt.kind(), attempt.call().id(),
                attempt.transaction().hash(), Objects.requireNonNullElse(attempt.decision(), "")));
    }

    /** 32 bytes. */
    public static byte[] of(Signed attempt) {
        return FieldsHash.bytes(FORM, attempt.lane(), attempt.nonce(), attempt.number(),
                attempt.kind().name().toLowerCase(Locale.ROOT), attempt.call(), attempt.hash(), attempt.decision());
    }
}
