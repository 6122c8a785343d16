package io.enterpriseproxy.mapping.event;

import io.enterpriseproxy.connector.Problem;

import org.jspecify.annotations.Nullable;

/** What became of an event's bytes. */
public sealed interface ReadOutcome {
    /** The event as plain values. */
    record Read(@Nullable Object event) implements ReadOutcome {}

    /** Malformed, or too large. */
    record Refused(Problem problem) implements ReadOutcome {}
}
