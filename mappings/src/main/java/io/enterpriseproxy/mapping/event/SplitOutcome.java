package io.enterpriseproxy.mapping.event;

import io.enterpriseproxy.connector.Problem;

import java.util.List;

/** What became of a body with many events. */
public sealed interface SplitOutcome {
    /** The bytes of each event, in order. */
    record Split(List<byte[]> events) implements SplitOutcome {}

    /** Malformed, or too large. */
    record Refused(Problem problem) implements SplitOutcome {}
}
