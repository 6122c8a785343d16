package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.ledger.CallQueries.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** What support asks for is found among many calls without reading them all: counted by PostgreSQL itself. */
class CallListIT {
    private static final int CALLS = 100_000;
    private static final Address SENDER = Address.parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");

    private static LedgerDatabase database;

    @BeforeAll
    static void fill() {
        database = LedgerDatabase.postgres();
        database.lanes().create("main", SENDER, "erp");
        JdbcTemplate jdbc = database.jdbc();
        jdbc.update("INSERT INTO mapping (name, paused, revision) VALUES ('invoice', FALSE, 0), ('payment', FALSE, 0)");
        jdbc.update("INSERT INTO contract_call (seq, id, mapping, mapping_version, idempotency_key, key_hash,"
                + " payload_hash, event, chain, contract, to_address, function, arguments, input, amount, simulate,"
                + " accepted_at) SELECT i, gen_random_uuid(), 'invoice', 1, 'key-' || i, sha256(convert_to('invoice',"
                + " 'UTF8') || '\\x00' || convert_to('key-' || i, 'UTF8')), '\\x00', '{}', 'main', 'registry',"
                + " '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'f()', '{}', '\\x00', 0, FALSE, now() FROM"
                + " generate_series(1, ?) i", CALLS);
        jdbc.update("INSERT INTO call_progress (seq, lane, state, lane_position, nonce) SELECT i, l.id,"
                + " CASE WHEN i % 10000 = 1 THEN 7 ELSE 5 END, i, i FROM lane l, generate_series(1, ?) i", CALLS);
        jdbc.update("INSERT INTO attempt (lane, nonce, number, kind, call_seq, tx_hash, raw, fee_cap, gas_limit,"
                + " signed_at) SELECT l.id, i, n, 1, i, '0x' || i || '-' || n, '\\x00', 0, 21000, now() FROM lane l,"
                + " generate_series(1, ?) i, generate_series(0, 1) n", CALLS);
        jdbc.execute("ANALYZE");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({",rejected,,10", ",confirmed,,50", ",cancelled,,0", ",,key-77,1", "invoice,,key-77,1",
            "payment,,key-77,0",
            "invoice,rejected,,10", ",,,50"})
    void fewRowsAreReadForFewCalls(@Nullable String mapping, @Nullable String status, @Nullable String key, int found) {
        database.transactions().commit(() -> {
            assertThat(
                    new CallQueries(database.jdbc())
                            .list(new Filter(mapping, status, key, null, null, null, null, null), 50))
                    .hasSize(found);
            assertThat(rowsReadInThisTransaction()).isLessThan(1_000);
        });
    }

    @ParameterizedTest
    @CsvSource({"77,1", "100001,0"})
    void callIsFoundByTheNonceOfItsTransaction(long nonce, int found) {
        database.transactions().commit(() -> {
            assertThat(new CallQueries(database.jdbc()).list(
                    new Filter(null, null, null, SENDER.lowerCase(), nonce, null, null, null), 50))
                    .extracting(call -> call.call().nonce()).hasSize(found).allMatch(at -> at == nonce);
            assertThat(rowsReadInThisTransaction()).isLessThan(1_000);
        });
    }

    private static long rowsReadInThisTransaction() {
        return database.jdbc().query("SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM"
                + " pg_stat_xact_user_tables WHERE relname IN ('contract_call', 'call_progress', 'attempt')",
                (row, i) -> row.getLong(1)).getFirst();
    }
}
