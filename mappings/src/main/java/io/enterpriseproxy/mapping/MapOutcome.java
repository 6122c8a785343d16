package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;

/** What a mapping makes of an event. */
public sealed interface MapOutcome {
    /** A call that the contract's ABI takes. */
    record Mapped(MappedCall call) implements MapOutcome {}

    /** A record that is to be anchored. */
    record Recorded(MappedRecord record) implements MapOutcome {}

    /** The event cannot become either; the problem names the place. */
    record Refused(Problem problem) implements MapOutcome {}
}
