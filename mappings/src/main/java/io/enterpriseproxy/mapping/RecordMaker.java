package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.event.JsonText;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Makes the record that an event leaves.
 *
 * @param anchor where it is anchored
 * @param shape null: the event as it is
 */
record RecordMaker(String anchor, @Nullable Template shape) implements EventUse {
    @Override
    public MapOutcome make(EventMaker.Known known, Template.Input input, List<Problem> problems) {
        Object record = shape == null ? known.event() : shape.fill(input, problems);
        if (problems.isEmpty() && !(record instanceof Map)) {
            problems.add(new Problem(ProblemCode.INVALID_ARGUMENT, "what is anchored is no object", "anchor.record",
                    record == null ? "nothing" : record instanceof List ? "a list" : "a single value", "an object"));
        }
        if (!problems.isEmpty()) {
            return new MapOutcome.Refused(EventMaker.together(problems));
        }
        String canonical = known.canonical();
        return new MapOutcome.Recorded(new MappedRecord(known.idempotencyKey(), canonical,
                EventMaker.sha256(canonical), known.orderingKey(), anchor,
                shape == null ? canonical : JsonText.canonical(record), known.personal()));
    }
}
