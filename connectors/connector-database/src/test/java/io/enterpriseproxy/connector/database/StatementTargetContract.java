package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.DeliveryOutcome.Delivered;
import io.enterpriseproxy.connector.DeliveryOutcome.Failed;
import io.enterpriseproxy.connector.DeliveryOutcome.Skipped;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.contract.TargetContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract of targets, and what a statement adds to it; a subclass brings the database. */
abstract class StatementTargetContract extends TargetContract {
    final DatabaseFixture fixture;
    private final DatabaseFixture.Proxy proxy;

    StatementTargetContract(TestDatabase emptyDatabase) {
        this.fixture = new DatabaseFixture(emptyDatabase);
        this.proxy = fixture.proxy(emptyDatabase.settings(Map.of("mark-invoice",
                "UPDATE invoice SET chain_status = :code WHERE no = :no")));
    }

    @BeforeEach
    void createTables() {
        fixture.sql("CREATE TABLE result (position BIGINT GENERATED ALWAYS AS IDENTITY, id VARCHAR(80) NOT NULL,"
                + " body VARCHAR(200) NOT NULL)");
        fixture.sql("CREATE TABLE invoice (no VARCHAR(20) PRIMARY KEY, chain_status VARCHAR(20))");
        fixture.sql("CREATE TABLE exact (amount NUMERIC(40, 4), whole INTEGER, flag BOOLEAN,"
                + " at TIMESTAMP WITH TIME ZONE, due DATE, id UUID, note VARCHAR(20), extra VARCHAR(80))");
    }

    @AfterEach
    void closeDatabase() {
        fixture.close();
    }

    @Override
    protected ResultSink open() {
        return open("INSERT INTO result (id, body) VALUES (:resultId, :body)");
    }

    private ResultSink open(String sql) {
        return proxy.open(new DatabaseTargetSettings("erp-db", sql, true));
    }

    @Override
    protected List<Received> received() {
        return fixture.database.direct().query("SELECT id, body FROM result ORDER BY position",
                (row, n) -> new Received(row.getString("id"), "{\"body\":\"" + row.getString("body") + "\"}"));
    }

    @Override
    protected Result deliverable(String id, @Nullable String orderingKey) {
        return result(id, "{\"body\":\"" + id + "\"}", orderingKey);
    }

    /** The column refuses null. */
    @Override
    protected Result undeliverable(String id, @Nullable String orderingKey) {
        return result(id, "{\"body\":null}", orderingKey);
    }

    static Result result(String id, String payload, @Nullable String orderingKey) {
        return new Result(id, id.replaceAll("\\..*", ""), "invoice-posted", "confirmed", payload, orderingKey, null);
    }

    @Override
    protected void takeDown() {
        fixture.database.wire().cut();
    }

    @Override
    protected void bringUp() {
        fixture.database.wire().restore();
    }

    @Test
    void aStatementThatMatchesNoRowFailsForGoodAndItsBatchMatesAreDelivered() {
        fixture.sql("INSERT INTO invoice (no) VALUES ('1'), ('3')");
        ResultSink target = open("mark-invoice");

        List<DeliveryOutcome> outcomes = target.deliver(List.of(result("a.1", "{\"no\":\"1\",\"code\":\"OK\"}", "acme"),
                result("b.1", "{\"no\":\"2\",\"code\":\"OK\"}", "acme"),
                result("b.2", "{\"no\":\"1\",\"code\":\"LATER\"}", "acme"),
                result("c.1", "{\"no\":\"3\",\"code\":\"OK\"}", "other")));

        assertThat(outcomes).containsExactly(new Delivered(), new Failed("the statement matched no row", false),
                new Skipped(), new Delivered());
        assertThat(statuses()).isEqualTo(Map.of("1", "OK", "3", "OK"));
    }

    @Test
    void aStatementThatNeedNotMatchMayBeRepeated() {
        fixture.sql("INSERT INTO invoice (no) VALUES ('1')");
        ResultSink target = proxy.open(new DatabaseTargetSettings("erp-db",
                "INSERT INTO result (id, body) SELECT :resultId, :callId || ' ' || :status"
                        + " WHERE NOT EXISTS (SELECT 1 FROM result WHERE id = :resultId)",
                false));

        assertThat(target.deliver(List.of(result("a.1", "{}", "acme")))).containsExactly(new Delivered());
        assertThat(target.deliver(List.of(result("a.1", "{}", "acme")))).containsExactly(new Delivered());
        assertThat(received()).containsExactly(new Received("a.1", "{\"body\":\"a confirmed\"}"));
    }

    @Test
    void valuesTakeTheTypeOfTheirColumnsExactly() {
        ResultSink target = open("INSERT INTO exact (amount, whole, flag, at, due, id, note, extra) VALUES"
                + " (:amount, :whole, :flag, :at, :due, :id, :note, :extra)");

        assertThat(target.deliver(List.of(result("a.1", """
                {"amount": 123456789012345678901234567890.1200, "whole": 2147483647, "flag": true,
                 "at": "2026-11-01T10:00:00Z", "due": "2026-11-30", "id": "b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11",
                 "note": 4711, "extra": {"a": [1.10, null]}}""", null), result("b.1", """
                {"amount": "1e3", "whole": null, "flag": null, "at": null, "due": null, "id": null, "note": true,
                 "extra": null}""", null)))).containsOnly(new Delivered());

        assertThat(fixture.count("exact WHERE amount = 123456789012345678901234567890.1200 AND whole = 2147483647"
                + " AND flag AND at = TIMESTAMP WITH TIME ZONE '2026-11-01 10:00:00+00' AND due = DATE '2026-11-30'"
                + " AND id = 'b5f0a7a2-2b6c-4c3e-9a39-0d8a6d1f0a11' AND note = '4711'"
                + " AND extra = '{\"a\":[1.10,null]}'")).isEqualTo(1);
        assertThat(fixture.count("exact WHERE amount = 1000 AND whole IS NULL AND flag IS NULL AND at IS NULL"
                + " AND due IS NULL AND id IS NULL AND note = 'true' AND extra IS NULL")).isEqualTo(1);
    }

    @Test
    void aFractionForAWholeNumberIsRefusedAndNeverRounded() {
        ResultSink target = open("INSERT INTO exact (whole) VALUES (:whole)");

        assertThat(target.deliver(List.of(result("a.1", "{\"whole\": 1.5}", null)))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.retryable()).isFalse());
        assertThat(fixture.count("exact")).isZero();
    }

    @Test
    void missingAndReservedParametersAndPayloadsThatAreNoObjectAreRefused() {
        assertRefused("{\"text\":\"x\"}", "the statement's parameters [body] are missing; found [text]");
        assertRefused("{\"body\":\"x\",\"status\":\"mine\"}", "the parameter status always has the result's own value");
        assertRefused("[1]", "the payload is ARRAY; expected an object");
        assertRefused("{", "the payload is no JSON");
        assertRefused("{\"body\":1e999999999}", "the parameter body is a number with more than 1000 places");
        assertThat(received()).isEmpty();
    }

    private void assertRefused(String payload, String reason) {
        assertThat(sink().deliver(List.of(result("a.1", payload, null)))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).startsWith(reason);
                    assertThat(failed.retryable()).isFalse();
                });
    }

    @Test
    void badSqlIsNotTriedAgain() {
        assertThat(open("UPDATE nowhere SET a = :body").deliver(List.of(deliverable("a.1", null)))).singleElement()
                .isInstanceOfSatisfying(Failed.class, failed -> {
                    assertThat(failed.reason()).containsIgnoringCase("nowhere");
                    assertThat(failed.retryable()).isFalse();
                });
    }

    @Test
    void aRowThatSomebodyElseLocksIsTriedAgain() throws SQLException {
        fixture.sql("INSERT INTO invoice (no) VALUES ('1')");
        ResultSink target = open("mark-invoice");
        Result result = result("a.1", "{\"no\":\"1\",\"code\":\"OK\"}", "acme");
        try (Connection somebody = Objects.requireNonNull(fixture.database.direct().getDataSource()).getConnection()) {
            somebody.setAutoCommit(false);
            somebody.createStatement().executeUpdate("UPDATE invoice SET chain_status = 'MINE' WHERE no = '1'");

            assertThat(target.deliver(List.of(result))).singleElement().isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.retryable()).isTrue());
            somebody.rollback();
        }

        assertThat(target.deliver(List.of(result))).containsExactly(new Delivered());
        assertThat(statuses()).isEqualTo(Map.of("1", "OK"));
    }

    @Test
    void aNameThatTheConnectionDoesNotDeclareIsRefused() {
        assertThatThrownBy(() -> open("mark-order")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mark-order").hasMessageContaining("[mark-invoice]");
    }

    @Test
    void textIsNeverPartOfTheStatement() {
        String hostile = "x'); DROP TABLE result; --";
        assertThat(sink().deliver(List.of(result("a.1", "{\"body\":\"" + hostile + "\"}", null))))
                .containsExactly(new Delivered());
        assertThat(received()).containsExactly(new Received("a.1", "{\"body\":\"" + hostile + "\"}"));
    }

    private Map<String, String> statuses() {
        return fixture.database.direct().query("SELECT no, chain_status FROM invoice", rows -> {
            Map<String, String> found = new HashMap<>();
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
            return found;
        });
    }
}
