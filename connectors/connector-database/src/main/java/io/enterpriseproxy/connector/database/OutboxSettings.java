package io.enterpriseproxy.connector.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An outbox table in the shape of Debezium's outbox event router: a row per event, whose payload column is the event.
 * The row's id becomes the source key and its aggregate id the ordering key; all but the payload is reachable as
 * {@code $source.id}, {@code .aggregateType}, {@code .aggregateId} and {@code .type}.
 */
public record OutboxSettings(
        @JsonPropertyDescription("the table, with its schema if need be") String table,
        @JsonPropertyDescription("the names of its columns") @JsonProperty(defaultValue = "{}") OutboxColumns columns,
        @JsonPropertyDescription("columns that give the order of events, such as 'created_at, id'; the id column if not given") @Nullable String orderBy,
        @JsonPropertyDescription("timestamp column that is set when an event is done; without it the row is deleted") @Nullable String processedAt,
        @JsonPropertyDescription("only rows with one of these aggregate types; all if empty") @JsonProperty(defaultValue = "[]") List<String> aggregateTypes,
        @JsonPropertyDescription("only rows with one of these types; all if empty") @JsonProperty(defaultValue = "[]") List<String> types,
        @JsonPropertyDescription("SQL that selects the columns in place of the generated statement, for databases that need another") @Nullable String select) {

    public OutboxSettings {
        Identifier.requireTable("outbox.table", table);
        if (orderBy != null) {
            Identifier.requireOrder("outbox.orderBy", orderBy);
        }
        if (processedAt != null) {
            Identifier.requireColumn("outbox.processedAt", processedAt);
        }
        if (select != null && (!aggregateTypes.isEmpty() || !types.isEmpty() || orderBy != null)) {
            throw new IllegalArgumentException("outbox: found select together with orderBy, aggregateTypes or types;"
                    + " expected the statement to say these itself");
        }
        aggregateTypes = List.copyOf(aggregateTypes);
        types = List.copyOf(types);
    }

    String order() {
        return orderBy != null ? orderBy : columns.id();
    }
}
