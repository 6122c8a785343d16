package io.enterpriseproxy.demo.event;

import tools.jackson.databind.node.ObjectNode;

import java.time.OffsetDateTime;
import java.util.Locale;

/**
 * A carrier's report on a shipment.
 *
 * @param reportId id of the report in the transport system
 * @param placeCode UN/LOCODE of where the shipment was seen
 */
public record ShipmentStatus(
        String reportId,
        String shipment,
        Stage stage,
        OffsetDateTime at,
        String placeCode,
        String placeName,
        Expected expected) implements BusinessEvent {
    /** How far a shipment got, in the contract's order. */
    public enum Stage {
        ANNOUNCED(0), PICKED(1), DEPARTED(2), ARRIVED(3), DELIVERED(4);

        private final int code;

        Stage(int code) {
            this.code = code;
        }

        /** The contract's number for it. */
        public int code() {
            return code;
        }
    }

    @Override
    public String source() {
        return "Kafka";
    }

    @Override
    public String key() {
        return reportId;
    }

    @Override
    public String idempotencyKey() {
        return reportId;
    }

    @Override
    public String label() {
        return "shipment " + shipment + " " + stage.name().toLowerCase(Locale.ROOT);
    }

    /** As the transport system publishes it. */
    public String json() {
        ObjectNode json = Json.object().put("reportId", reportId).put("shipment", shipment).put("carrier", "HLAG")
                .put("status", stage.name()).put("at", at.toString());
        json.putObject("location").put("code", placeCode).put("name", placeName);
        return json.toString();
    }
}
