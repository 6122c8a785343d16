package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.Handover;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import jakarta.jms.JMSContext;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Messages taken in one transacted session, which is committed when all of them are answered. */
final class JmsBatch {
    private final JMSContext session;
    private final Handover handover;
    private Optional<Duration> retryAfter = Optional.empty();
    private boolean acknowledged;

    JmsBatch(JMSContext session, List<SourceEvent> events) {
        this.session = session;
        this.handover = new Handover(events);
    }

    void handIn(Intake intake) {
        retryAfter = handover.handIn(intake).map(SubmitOutcome.Unavailable::retryAfter);
    }

    /** Commits the session, unless events wait for the ledger. */
    void acknowledge() {
        if (retryAfter.isEmpty()) {
            session.commit();
            acknowledged = true;
        }
    }

    boolean acknowledged() {
        return acknowledged;
    }

    /** How long the ledger asked to wait; empty if it did not. */
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
