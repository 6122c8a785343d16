package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.mapping.privacy.CloakKind;
import io.enterpriseproxy.mapping.privacy.Cloaked;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

/** The rows of what calls hold of persons: what turns cloaked fields back, and whose data they are. */
public final class CloakRows {
    private static final RowsStatement<Row> FIELD = RowsStatement.insert("cloaked_field", List.of(
            Column.bigint("call_seq", Row::call),
            Column.text("field", row -> row.field().field()),
            Column.integer("kind", row -> code(row.field().kind())),
            Column.bytes("on_chain", row -> row.field().onChain()),
            Column.bytes("secret", row -> row.field().secret()),
            Column.text("key_name", row -> row.field().key()),
            Column.bytes("clear", row -> row.field().value())));
    private static final RowsStatement<Owner> SUBJECT = RowsStatement.insert("call_subject", List.of(
            Column.bigint("call_seq", Owner::call),
            Column.bytes("subject_hash", owner -> SubjectHash.of(String.valueOf(owner.personal().subject())).bytes())));

    private final JdbcTemplate jdbc;
    private final boolean h2;

    public CloakRows(JdbcTemplate jdbc, boolean h2) {
        this.jdbc = jdbc;
        this.h2 = h2;
    }

    /** A call, by its accept number, and what it holds of a person. */
    record Owner(long call, PersonalData personal) {}

    private record Row(long call, Cloaked field) {}

    /** Nothing is written for calls that hold nothing. */
    void insert(List<Owner> owners) {
        List<Row> fields = owners.stream().flatMap(
                owner -> owner.personal().cloaked().stream().map(field -> new Row(owner.call(), field))).toList();
        if (!fields.isEmpty()) {
            FIELD.execute(jdbc, h2, fields);
        }
        List<Owner> subjects = owners.stream().filter(owner -> owner.personal().subject() != null).toList();
        if (!subjects.isEmpty()) {
            SUBJECT.execute(jdbc, h2, subjects);
        }
    }

    /** For a call that was given another event. What it had on the chain before was without effect. */
    public void replace(long call, PersonalData personal) {
        jdbc.update("DELETE FROM cloaked_field WHERE call_seq = ?", call);
        jdbc.update("DELETE FROM call_subject WHERE call_seq = ?", call);
        insert(List.of(new Owner(call, personal)));
    }

    /** The cloaked fields of a call, by name. */
    public List<Cloaked> of(long call) {
        return jdbc.query("SELECT field, kind, on_chain, secret, clear, key_name FROM cloaked_field WHERE call_seq = ?"
                + " ORDER BY field",
                (row, i) -> new Cloaked(row.getString(1), row.getInt(2) == 1
                        ? CloakKind.SALTED_HASH
                        : CloakKind.ENCRYPTED, row.getBytes(3), row.getBytes(4), row.getBytes(5), row.getString(6)),
                call);
    }

    private static int code(CloakKind kind) {
        return switch (kind) {
            case SALTED_HASH -> 1;
            case ENCRYPTED -> 2;
        };
    }
}
