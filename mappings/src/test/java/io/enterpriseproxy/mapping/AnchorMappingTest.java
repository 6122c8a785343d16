package io.enterpriseproxy.mapping;

import org.junit.jupiter.api.Test;

import static io.enterpriseproxy.mapping.TestMappings.event;
import static org.assertj.core.api.Assertions.assertThat;

/** Mappings that anchor records. */
class AnchorMappingTest {
    private static final String MAPPING = """
            apiVersion: enterprise-proxy/v1
            kind: Mapping
            metadata: { name: quality-record }
            from: { rest: { method: POST, path: /erp/quality } }
            idempotencyKey: no
            anchor: { to: public-anchors, record: { no: no, amount: amount } }
            """;

    private static MappedRecord record(String mapping, String event) {
        return switch (TestMappings.compile(mapping).map(event(event))) {
            case MapOutcome.Recorded recorded -> recorded.record();
            case MapOutcome.Mapped mapped -> throw new AssertionError("mapped to " + mapped.call());
            case MapOutcome.Refused refused -> throw new AssertionError(refused.problem().message());
        };
    }

    @Test
    void recordIsCanonicalAndExact() {
        // When
        MappedRecord record = record(MAPPING, "{\"no\": \"Q1\", \"amount\": 12.50, \"secret\": 1}");
        // Then
        assertThat(record.record()).isEqualTo("{\"amount\":12.5,\"no\":\"Q1\"}");
        assertThat(record.event()).isEqualTo("{\"amount\":12.5,\"no\":\"Q1\",\"secret\":1}");
        assertThat(record.anchor()).isEqualTo("public-anchors");
        assertThat(record.idempotencyKey()).isEqualTo("Q1");
        assertThat(TestMappings.compile(MAPPING).call()).isEmpty();
        assertThat(TestMappings.compile(MAPPING).senders("main")).isEmpty();
    }

    @Test
    void recordIsTheEventWithoutAShape() {
        String mapping = MAPPING.replace(", record: { no: no, amount: amount }", "");
        assertThat(record(mapping, "{\"no\": \"Q1\", \"b\": 1, \"a\": 2.0}").record())
                .isEqualTo("{\"a\":2,\"b\":1,\"no\":\"Q1\"}");
        assertThat(TestMappings
                .problem(TestMappings.compile(mapping.replace("idempotencyKey: no", "idempotencyKey: \"'k'\"")),
                        event("[1]"))
                .message()).contains("what is anchored is no object");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThat(TestMappings.faults(MAPPING.replace("public-anchors", "public-anchor")))
                .singleElement().asString().contains("there is no anchor public-anchor", "public-anchors");
        assertThat(TestMappings.faults(MAPPING.replace("to: public-anchors, ", "")))
                .singleElement().asString().contains("the key to is missing");
        assertThat(TestMappings.faults(MAPPING + "call: { chain: main }\n"))
                .singleElement().asString().contains("found a call beside anchor");
        assertThat(TestMappings.faults(MAPPING.replaceAll("(?m)^anchor.*\n", "")))
                .singleElement().asString().contains("the key call is missing");
    }
}
