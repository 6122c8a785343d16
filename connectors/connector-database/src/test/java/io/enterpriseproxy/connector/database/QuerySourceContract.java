package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.connector.contract.SourceContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The contract of sources for a query with a mark statement; a subclass brings the database. */
abstract class QuerySourceContract extends SourceContract {
    private static final String QUERY = "SELECT n FROM invoice WHERE seen = FALSE ORDER BY n";
    private static final String MARK = "UPDATE invoice SET seen = TRUE WHERE n = :n";

    final DatabaseFixture fixture;

    QuerySourceContract(TestDatabase emptyDatabase) {
        this.fixture = new DatabaseFixture(emptyDatabase);
    }

    @BeforeEach
    void createTable() {
        fixture.sql("CREATE TABLE invoice (n BIGINT PRIMARY KEY, supplier VARCHAR(20) DEFAULT 'acme' NOT NULL,"
                + " seen BOOLEAN DEFAULT FALSE NOT NULL)");
    }

    @AfterEach
    void closeDatabase() {
        fixture.close();
    }

    @Override
    protected SourceRoute open(String mapping, Intake events) {
        return fixture.proxy().open(mapping, source(QUERY, MARK, null, 1), events);
    }

    static DatabaseSourceSettings source(String query, String mark, @Nullable String orderingKey, int pollers) {
        return new DatabaseSourceSettings("erp-db", null, query, "n", mark, orderingKey, Duration.ofMillis(100),
                BATCH, pollers);
    }

    /** The bodies of the contract are the JSON of rows with a number. */
    @Override
    protected void send(List<String> bodies) {
        fixture.database.direct().batchUpdate("INSERT INTO invoice (n) VALUES (?)",
                bodies.stream().map(body -> new Object[]{Long.valueOf(body.replaceAll("\\D", ""))}).toList());
    }

    @Override
    protected long unacknowledged() {
        return fixture.count("invoice WHERE seen = FALSE");
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
    void theKeyColumnNumbersTheEventAndTheOrderingColumnOrdersIt() {
        fixture.proxy().open(MAPPING, source("SELECT n, supplier FROM invoice WHERE seen = FALSE ORDER BY n", MARK,
                "supplier", 1), intake).start();
        send(bodies(1));

        awaitAccepted(List.of("{\"n\":0,\"supplier\":\"acme\"}"));
        SourceEvent event = intake.accepted().getFirst();
        assertThat(event.sourceKey()).isEqualTo("0");
        assertThat(event.orderingKey()).isEqualTo("acme");
        assertThat(event.metadata()).isEqualTo(Map.of("key", "0"));
    }

    @Test
    void statementsMayBeNamesThatTheConnectionDeclares() {
        DatabaseFixture.Proxy proxy = fixture
                .proxy(fixture.database.settings(Map.of("open-invoices", QUERY, "seen", MARK)));
        proxy.open(MAPPING, source("open-invoices", "seen", null, 1), intake).start();
        send(bodies(3));

        awaitAccepted(bodies(3));
        awaitAcknowledged();
        assertThatThrownBy(() -> proxy.open(MAPPING, source("open-orders", "seen", null, 1), intake))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("open-orders")
                .hasMessageContaining("[open-invoices, seen]");
    }

    @Test
    void severalPollersNeedAQueryThatSkipsLockedRows() {
        DatabaseFixture.Proxy proxy = fixture.proxy();
        assertThatThrownBy(() -> proxy.open(MAPPING, source(QUERY, MARK, null, 2), intake))
                .hasMessageContaining("SKIP LOCKED");

        send(bodies(1000));
        proxy.open(MAPPING, source("SELECT n FROM invoice WHERE seen = FALSE FOR UPDATE SKIP LOCKED", MARK, null, 3),
                intake).start();
        awaitAcknowledged();
        assertThat(intake.acceptedBodies()).containsExactlyInAnyOrderElementsOf(bodies(1000));
        assertThat(intake.replays()).isZero();
    }

    @Test
    void morePollersThanThePoolHasConnectionsAreRefused() {
        assertThatThrownBy(() -> fixture.proxy().open(MAPPING, source(QUERY, MARK, null, 5), intake))
                .hasMessageContaining("pollers: found 5").hasMessageContaining("pool size 4");
    }

    @Test
    void aMarkThatNamesAColumnTheQueryLacksIsATrouble() {
        DatabaseFixture.Proxy proxy = fixture.proxy();
        proxy.open(MAPPING, source(QUERY, "UPDATE invoice SET seen = TRUE WHERE n = :number", null, 1), intake)
                .start();
        send(bodies(1));

        await().untilAsserted(() -> assertThat(proxy.connection().trouble().orElse("")).containsIgnoringCase("number"));
        assertThat(intake.submissions()).isEmpty();
    }
}
