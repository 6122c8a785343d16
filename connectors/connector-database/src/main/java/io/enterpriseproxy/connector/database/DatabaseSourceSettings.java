package io.enterpriseproxy.connector.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.CodeBearing;
import io.enterpriseproxy.connector.ConnectionBound;
import io.enterpriseproxy.connector.OrderKeeping;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Rows as events: {@code from: { database: … }}. Exactly one of {@code outbox} and {@code query}.
 *
 * <p>
 * A query's row is an event in JSON with a field per column. A column label that is all upper case (what H2 and Oracle
 * make of unquoted names) is written in lower case, others as they are: {@code SELECT no AS "invoiceNo"} is
 * {@code invoiceNo} everywhere. Decimals are exact, timestamps ISO 8601 (UTC if they have a zone), binary 0x-hex.
 */
public record DatabaseSourceSettings(
        @JsonPropertyDescription("name of a jdbc connection") String connection,
        @JsonPropertyDescription("an outbox table in Debezium's shape") @Nullable OutboxSettings outbox,
        @JsonPropertyDescription("SQL, or the name of a declared statement, that selects rows which are not marked yet, in order") @Nullable String query,
        @JsonPropertyDescription("column of the query that is unique to a row: the idempotency key unless the mapping makes one") @Nullable String key,
        @JsonPropertyDescription("SQL, or the name of a declared statement, run for each row that is done; its :names are columns of the query") @Nullable String mark,
        @JsonPropertyDescription("column of the query by which events are ordered, unless the mapping makes an ordering key") @Nullable String orderingKey,
        @JsonPropertyDescription("pause after a poll that found less than a full batch") @JsonProperty(defaultValue = "500ms") Duration poll,
        @JsonPropertyDescription("most rows of one poll") @JsonProperty(defaultValue = "200") int batch,
        @JsonPropertyDescription("1: in order, by one poller among all instances where the database has a lease (not H2). More: so many in each instance, which skip each other's locked rows; no order is kept and no ordering key is passed on") @JsonProperty(defaultValue = "1") int pollers)
        implements
            CodeBearing,
            ConnectionBound,
            OrderKeeping {

    public DatabaseSourceSettings {
        if ((outbox == null) == (query == null)) {
            throw new IllegalArgumentException("found " + (outbox == null ? "neither" : "both")
                    + " of outbox and query; expected exactly one");
        }
        if (query == null && (key != null || mark != null || orderingKey != null)) {
            throw new IllegalArgumentException(
                    "found key, mark or orderingKey beside outbox; expected them with query only");
        }
        if (query != null && (key == null || mark == null)) {
            throw new IllegalArgumentException("found query without key or mark; expected all three");
        }
        if (poll.toMillis() < 1) {
            throw new IllegalArgumentException("poll: found " + poll + "; expected at least 1ms");
        }
        if (batch < 1 || batch > 5_000) {
            throw new IllegalArgumentException("batch: found " + batch + "; expected 1 to 5000");
        }
        if (pollers < 1) {
            throw new IllegalArgumentException("pollers: found " + pollers + "; expected at least 1");
        }
        if (pollers > 1 && orderingKey != null) {
            throw new IllegalArgumentException("pollers: found " + pollers
                    + " with an orderingKey; expected 1, since several keep no order");
        }
        if (pollers > 1 && outbox != null && outbox.orderBy() != null) {
            throw new IllegalArgumentException("pollers: found " + pollers
                    + " with outbox.orderBy; expected 1, since several keep no order");
        }
    }

    @Override
    public List<Misfit> misfits(Record connection) {
        return ConnectionFit.of(this, (JdbcConnectionSettings) connection);
    }

    /** An outbox too: its table is one that rows are read from and deleted. */
    @Override
    public boolean holdsCode() {
        return outbox != null
                || Stream.of(query, mark).filter(Objects::nonNull).anyMatch(text -> !SqlText.isName(text));
    }

    @Override
    public @Nullable String givesUpOrderBy() {
        return inOrder() ? null : "pollers: " + pollers;
    }

    /** Whether the order of rows is kept, by one poller among all instances. */
    public boolean inOrder() {
        return pollers == 1;
    }
}
