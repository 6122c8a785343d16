package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;

/** What a mapping makes of an event. */
public sealed interface MapOutcome {
    /** A call that the contract's ABI takes. */
    record Mapped(MappedCall call) implements MapOutcome {}

    /** The event cannot become a call; the problem names the place. */
    record Refused(Problem problem) implements MapOutcome {}
}
