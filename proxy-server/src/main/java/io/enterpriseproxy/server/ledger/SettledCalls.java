package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Tells which calls nothing will ask for any more, and takes out of them what they were about. */
final class SettledCalls {
    private final JdbcTemplate jdbc;

    SettledCalls(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A call by its accept number and its id. */
    record Ref(long seq, UUID id) {}

    /**
     * Those that are final, have no result on its way and no open dead letter; their rows are locked for the rest of the
     * transaction.
     *
     * @param before they were final
     */
    List<Long> lock(List<Ref> calls, OffsetDateTime before) {
        Set<Long> held = new HashSet<>(SqlLists.inChunks(calls.stream().map(Ref::seq).toList(),
                chunk -> jdbc.query("SELECT call_seq FROM write_back WHERE state IN (1, 3) AND call_seq IN ("
                        + SqlLists.marks(chunk.size()) + ")", (row, i) -> row.getLong(1), chunk.toArray())));
        Set<UUID> parked = new HashSet<>(SqlLists.inChunks(calls.stream().map(Ref::id).toList(),
                chunk -> jdbc.query("SELECT call_id FROM dead_letter WHERE state = 1 AND call_id IN ("
                        + SqlLists.marks(chunk.size()) + ")", (row, i) -> row.getObject(1, UUID.class),
                        chunk.toArray())));
        List<Long> settled = calls.stream().filter(call -> !held.contains(call.seq()) && !parked.contains(call.id()))
                .map(Ref::seq).toList();
        return SqlLists.inChunks(settled, chunk -> lockFinal(chunk, before)).stream().distinct().toList();
    }

    /** Of a nonce that its lane does not count as final yet, the transaction may still be asked for. */
    private List<Long> lockFinal(List<Long> calls, OffsetDateTime before) {
        return jdbc.query("SELECT p.seq FROM call_progress p WHERE p.state >= 5 AND p.finished_at < ? AND"
                + " (p.nonce IS NULL OR p.nonce <= (SELECT l.final_nonce FROM lane l WHERE l.id = p.lane)) AND p.seq IN ("
                + SqlLists.marks(calls.size()) + ") ORDER BY p.seq FOR UPDATE", (row, i) -> row.getLong(1),
                with(before, calls));
    }

    /** Takes out what purge and erasure have in common. The empty key says that it is done. */
    void empty(List<Long> calls) {
        SqlLists.inChunks(calls, chunk -> {
            String of = " IN (" + SqlLists.marks(chunk.size()) + ")";
            for (String table : List.of("lane_request", "cloaked_field", "call_subject", "erasure_due")) {
                jdbc.update("DELETE FROM " + table + " WHERE call_seq" + of, chunk.toArray());
            }
            jdbc.update("DELETE FROM holder_signature WHERE frozen IN (SELECT id FROM frozen_transaction WHERE"
                    + " call_seq" + of + ")", chunk.toArray());
            jdbc.update("DELETE FROM frozen_transaction WHERE call_seq" + of, chunk.toArray());
            jdbc.update("UPDATE call_revision SET event = 'null', arguments = '{}', outcome = NULL WHERE call_seq" + of,
                    chunk.toArray());
            // With its salt a record could be guessed from its leaf.
            jdbc.update("UPDATE anchor_record SET salt = NULL WHERE call_seq" + of, chunk.toArray());
            jdbc.update("UPDATE approval SET intent = '', ordering_key = NULL WHERE call_seq" + of, chunk.toArray());
            jdbc.update("UPDATE contract_call SET input = ?, idempotency_key = '', event = 'null', source = NULL,"
                    + " arguments = '{}', amount = 0 WHERE seq" + of, with(new byte[0], chunk));
            jdbc.update("UPDATE call_progress SET ordering_key = NULL WHERE seq" + of, chunk.toArray());
            return List.of();
        });
    }

    private static Object[] with(Object first, List<Long> calls) {
        List<Object> parameters = new ArrayList<>(calls.size() + 1);
        parameters.add(first);
        parameters.addAll(calls);
        return parameters.toArray();
    }
}
