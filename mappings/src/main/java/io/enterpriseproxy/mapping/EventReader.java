package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.EventSchema;
import io.enterpriseproxy.mapping.event.ReadOutcome;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** Reads a mapping's events: format, then schema if it has one. */
record EventReader(EventFormat format, Optional<EventSchema> schema) {
    /** An event, or why it is none. */
    sealed interface Outcome {
        record Read(@Nullable Object event) implements Outcome {}

        /**
         * It is none.
         *
         * @param event null if it cannot even be read
         */
        record Refused(Problem problem, @Nullable Object event) implements Outcome {}
    }

    Outcome read(byte[] body) {
        return switch (format.read(body)) {
            case ReadOutcome.Refused refused -> new Outcome.Refused(refused.problem(), null);
            case ReadOutcome.Read read -> schema.flatMap(s -> s.check(read.event()))
                    .<Outcome>map(problem -> new Outcome.Refused(problem, read.event()))
                    .orElseGet(() -> new Outcome.Read(read.event()));
        };
    }
}
