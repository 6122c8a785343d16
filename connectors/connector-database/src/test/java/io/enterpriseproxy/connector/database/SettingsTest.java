package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.ConnectionBound.Misfit;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {
    private static final OutboxColumns COLUMNS = new OutboxColumns("id", "aggregatetype", "aggregateid", "type",
            "payload");
    private static final OutboxSettings OUTBOX = outbox("erp.outbox", null, null);

    @Test
    void aSourceIsEitherAnOutboxOrAQueryWithKeyAndMark() {
        assertRefused(() -> source(null, null, null, null, null, 1), "neither of outbox and query");
        assertRefused(() -> source(OUTBOX, "SELECT 1", null, null, null, 1), "both of outbox and query");
        assertRefused(() -> source(OUTBOX, null, "id", null, null, 1), "beside outbox");
        assertRefused(() -> source(null, "SELECT 1", "id", null, null, 1), "query without key or mark");
        assertThat(source(null, "SELECT 1", "id", "UPDATE t", null, 1).inOrder()).isTrue();
    }

    @Test
    void severalPollersAndAnOrderAreRefusedTogether() {
        assertRefused(() -> source(null, "SELECT 1", "id", "UPDATE t", "supplier", 2), "pollers: found 2");
        assertRefused(() -> source(outbox("outbox", "created_at", null), null, null, null, null, 2),
                "pollers: found 2");
        assertThat(source(OUTBOX, null, null, null, null, 2).inOrder()).isFalse();
    }

    @Test
    void severalPollersSayWhichSettingGivesUpTheOrder() {
        assertThat(source(OUTBOX, null, null, null, null, 4).givesUpOrderBy()).isEqualTo("pollers: 4");
        assertThat(source(OUTBOX, null, null, null, null, 1).givesUpOrderBy()).isNull();
    }

    @Test
    void settingsKnowWhetherTheyHoldSqlOrATableOfTheirOwn() {
        assertThat(source(OUTBOX, null, null, null, null, 1).holdsCode()).isTrue();
        assertThat(source(outbox("outbox", null, "SELECT 1"), null, null, null, null, 1).holdsCode()).isTrue();
        assertThat(source(null, "open-invoices", "id", "mark-seen", null, 1).holdsCode()).isFalse();
        assertThat(source(null, "open-invoices", "id", "UPDATE t SET a = 1", null, 1).holdsCode()).isTrue();
        assertThat(new DatabaseTargetSettings("erp-db", "mark-invoice", true).holdsCode()).isFalse();
        assertThat(new DatabaseTargetSettings("erp-db", "UPDATE t SET a = 1", true).holdsCode()).isTrue();
    }

    @Test
    void allThatDoesNotFitTheConnectionIsToldAtOnce() {
        JdbcConnectionSettings postgres = connection("jdbc:postgresql://erp/db");
        JdbcConnectionSettings unknown = connection("jdbc:db2://erp/db");

        assertThat(source(null, "open-invoices", "id", "seen", null, 9).misfits(postgres)).extracting(Misfit::setting)
                .containsExactly("pollers", "query", "mark");
        assertThat(source(null, "SELECT 1", "id", "UPDATE t", null, 2).misfits(postgres)).singleElement()
                .satisfies(misfit -> assertThat(misfit.message()).contains("without SKIP LOCKED for 2 pollers"));
        assertThat(source(OUTBOX, null, null, null, null, 2).misfits(unknown)).singleElement()
                .satisfies(misfit -> assertThat(misfit.message()).contains("no way to skip locked rows is known"));
        assertThat(source(OUTBOX, null, null, null, null, 2).misfits(postgres)).isEmpty();
        assertThat(new DatabaseTargetSettings("erp-db", "mark-invoice", true).misfits(postgres)).singleElement()
                .isEqualTo(new Misfit("sql", "found the name mark-invoice, which the connection does not declare;"
                        + " expected SQL or one of []"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox; DROP TABLE t", "outbox WHERE 1=1", "a.b.c.d", "out-box", "", "\"a\"\"", "a--"})
    void aTableNameIsNothingButAName(String table) {
        assertRefused(() -> outbox(table, null, null), "outbox.table: found " + table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outbox", "erp.outbox", "\"Erp\".\"Out box\"", "`outbox`", "DB.ERP.OUTBOX$1", "größe"})
    void namesMayHaveASchemaAndQuotes(String table) {
        assertThat(outbox(table, "created_at desc, id", null).table()).isEqualTo(table);
    }

    @Test
    void anOwnSelectSaysOrderAndFilterItself() {
        assertRefused(() -> outbox("outbox", "id", "SELECT 1"), "select together with");
    }

    @Test
    void aPasswordInTheUrlIsRefusedAndNeverShown() {
        assertThatThrownBy(() -> connection("jdbc:postgresql://erp/db?user=a&Password=hunter2"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("url: found a password")
                .hasMessageNotContaining("hunter2");
        assertRefused(() -> connection("postgresql://erp/db"), "expected a JDBC URL");
        assertThat(connection("jdbc:postgresql://erp/db").toString()).doesNotContain("s3cret");
    }

    @Test
    void aUrlThatNoDriverTakesIsRefusedAtOnce() {
        assertRefused(() -> new Sessions("erp-db", connection("jdbc:oracle:thin:@//erp/db")), "no JDBC driver");
    }

    private static JdbcConnectionSettings connection(String url) {
        return new JdbcConnectionSettings(url, "erp", new Secret("s3cret"), 4, Duration.ofSeconds(30), null, null,
                Map.of(), Map.of());
    }

    private static OutboxSettings outbox(String table, @Nullable String orderBy, @Nullable String select) {
        return new OutboxSettings(table, COLUMNS, orderBy, null, List.of(), List.of(), select);
    }

    private static DatabaseSourceSettings source(@Nullable OutboxSettings outbox, @Nullable String query,
            @Nullable String key, @Nullable String mark, @Nullable String orderingKey, int pollers) {
        return new DatabaseSourceSettings("erp-db", outbox, query, key, mark, orderingKey, Duration.ofMillis(500), 200,
                pollers);
    }

    private static void assertRefused(Runnable construction, String message) {
        assertThatThrownBy(construction::run).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
