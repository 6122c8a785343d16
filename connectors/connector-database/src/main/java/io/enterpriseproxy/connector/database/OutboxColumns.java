package io.enterpriseproxy.connector.database;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The columns of an outbox table; the defaults are those of Debezium's outbox event router. */
public record OutboxColumns(
        @JsonPropertyDescription("unique id of the event: the idempotency key unless the mapping makes one") @JsonProperty(defaultValue = "id") String id,
        @JsonPropertyDescription("kind of business object") @JsonProperty(defaultValue = "aggregatetype") String aggregateType,
        @JsonPropertyDescription("which business object: the ordering key unless the mapping makes one") @JsonProperty(defaultValue = "aggregateid") String aggregateId,
        @JsonPropertyDescription("kind of event") @JsonProperty(defaultValue = "type") String type,
        @JsonPropertyDescription("the event: a JSON, text or binary column") @JsonProperty(defaultValue = "payload") String payload) {

    public OutboxColumns {
        Identifier.requireColumn("outbox.columns.id", id);
        Identifier.requireColumn("outbox.columns.aggregateType", aggregateType);
        Identifier.requireColumn("outbox.columns.aggregateId", aggregateId);
        Identifier.requireColumn("outbox.columns.type", type);
        Identifier.requireColumn("outbox.columns.payload", payload);
    }
}
