package io.enterpriseproxy.demo.event;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.List;

/**
 * What quality control found out about a goods receipt. It is nobody's business but the company's and its customers', and is to be
 * provable all the same.
 *
 * @param certificateNo number of the certificate
 * @param batch what was inspected
 * @param measured thicknesses in millimetres, with no zero at their end
 * @param inspector stays in the ERP: what is anchored does not name him
 */
public record QualityRecord(
        String certificateNo,
        String batch,
        List<BigDecimal> measured,
        boolean passed,
        String inspector,
        Expected expected) implements BusinessEvent {
    public QualityRecord {
        measured = List.copyOf(measured);
    }

    @Override
    public String source() {
        return "REST batch";
    }

    @Override
    public String key() {
        return certificateNo;
    }

    @Override
    public String idempotencyKey() {
        return certificateNo;
    }

    @Override
    public String label() {
        return "certificate " + certificateNo;
    }

    /** Certificates as the ERP sends them, many at once. */
    public static String json(List<QualityRecord> records) {
        ArrayNode all = Json.array();
        records.forEach(record -> all.add(record.event()));
        return all.toString();
    }

    private ObjectNode event() {
        ObjectNode event = Json.object().put("certificateNo", certificateNo);
        ObjectNode inspected = event.putObject("batch").put("no", batch);
        measured.forEach(inspected.putArray("values")::add);
        return event.put("result", passed ? "OK" : "REJECTED").put("inspector", inspector);
    }

    /** The record that its mapping is to make of it: names in the order of the alphabet, no spaces. */
    public String record() {
        ObjectNode record = Json.object().put("batch", batch).put("certificateNo", certificateNo);
        measured.forEach(record.putArray("measured")::add);
        return record.put("passed", passed).toString();
    }
}
