package io.enterpriseproxy.connector;

import java.time.Duration;

/** What became of one submitted event. Each case says what the source does with its message. */
public sealed interface SubmitOutcome {
    /** A new call is in the ledger: acknowledge. */
    record Accepted(String callId) implements SubmitOutcome {}

    /** The same event was accepted before: acknowledge. {@code callId} is the first call's. */
    record Replayed(String callId) implements SubmitOutcome {}

    /** The event is refused and nothing is kept: tell the caller. Only with {@link Intake.OnRefusal#ANSWER}. */
    record Refused(Problem problem) implements SubmitOutcome {}

    /** The event is refused and kept as a dead letter: acknowledge. Only with {@link Intake.OnRefusal#PARK}. */
    record Parked(String deadLetterId, Problem problem) implements SubmitOutcome {}

    /** The ledger could not commit: do not acknowledge; the source is suspended until it can. */
    record Unavailable(Problem problem, Duration retryAfter) implements SubmitOutcome {}
}
