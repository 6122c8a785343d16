package io.enterpriseproxy.mapping.event;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class EventSchemaTest {
    private static final EventSchema SCHEMA = EventSchema.parse("""
            { "type": "object", "required": ["no", "total"], "additionalProperties": false,
              "properties": {
                "no": { "type": "string", "pattern": "^RE-[0-9]+$" },
                "total": { "type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01 },
                "due": { "type": "string", "format": "date" },
                "lines": { "type": "array", "items": { "$ref": "#/$defs/line" } } },
              "$defs": { "line": { "type": "object", "required": ["amount"] } } }
            """);

    @Test
    void eventThatFitsIsTaken() {
        assertThat(SCHEMA.check(read("{\"no\":\"RE-1\",\"total\":1234567890123456.78,\"due\":\"2026-11-21\"}")))
                .isEmpty();
    }

    @Test
    void everyFaultIsNamedByItsPath() {
        assertThat(SCHEMA.check(read("{\"no\":\"1\",\"due\":\"tomorrow\",\"lines\":[{}],\"x\":1}"))).get()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ProblemCode.EVENT_AGAINST_SCHEMA);
                    assertThat(problem.detail()).contains("/no: ", "required property 'total'", "/due: ", "/lines/0: ",
                            "'x'");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\": \"strin\"}", "{\"$ref\": \"http://127.0.0.1:1/x.json\"}",
            "{\"$ref\": \"file:///etc/hostname\"}", "{\"$ref\": \"#/$defs/none\"}", "{\"properties\": []}", "{",
            "{\"$schema\": \"http://127.0.0.1:1/x.json\"}"})
    void schemaThatCannotBeUsedIsRefused(String schema) {
        assertThatThrownBy(() -> EventSchema.parse(schema)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(\\\\w|-)+$", "^(.*a){25}$"})
    void patternThatRunsAwayRefusesTheEventInTime(String pattern) {
        EventSchema schema = EventSchema.parse("{\"properties\": {\"no\": {\"pattern\": \"" + pattern + "\"}}}");
        Object event = read("{\"no\":\"" + "ab".repeat(5_000) + "\"}");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(schema.check(event)).get()
                .extracting(Problem::code).isEqualTo(ProblemCode.EXPRESSION_OUT_OF_BOUNDS));
        assertThat(schema.check(read("{\"no\":\"aaa\"}"))).isNotNull();
    }

    @Test
    void honestPatternTakesALargeText() {
        EventSchema schema = EventSchema.parse("{\"properties\": {\"no\": {\"pattern\": \"^[a-z]*$\"}}}");
        assertThat(schema.check(read("{\"no\":\"" + "ab".repeat(900_000) + "\"}"))).isEmpty();
    }

    @Test
    void schemaThatNeverEndsRefusesTheEvent() {
        EventSchema schema = EventSchema.parse("{\"anyOf\": [{\"$ref\": \"#\"}]}");
        assertThat(schema.check(read("{}"))).get().extracting(Problem::code)
                .isEqualTo(ProblemCode.EXPRESSION_OUT_OF_BOUNDS);
    }

    private static Object read(String json) {
        Object event = EventFormat.readStored(json);
        assertThat(event).isNotNull();
        return java.util.Objects.requireNonNull(event);
    }
}
