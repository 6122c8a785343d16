package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.mapping.event.SplitOutcome;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.mappings.PublishedMappings;
import io.enterpriseproxy.server.problem.ProblemBody;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Hands the events of a batch in together, and tells each its own answer. */
final class Batches {
    static final int MOST_EVENTS = 10_000;

    private final HttpEvents events;
    private final Submissions submissions;
    private final PublishedMappings mappings;

    Batches(HttpEvents events, Submissions submissions, PublishedMappings mappings) {
        this.events = events;
        this.submissions = submissions;
        this.mappings = mappings;
    }

    /**
     * Takes a body apart as its mapping's format does.
     *
     * @throws RequestRefusedException if there is no such mapping, or the body is malformed or has too many events
     */
    List<byte[]> split(String mapping, byte[] body) {
        PublishedMappings.Current current = mappings.all().get(mapping);
        if (current == null) {
            throw mappings.isBroken(mapping)
                    ? new RequestRefusedException(ProblemCode.BROKEN_MAPPING,
                            "the mapping " + mapping + " does not fit the configuration any more")
                    : new RequestRefusedException(ProblemCode.UNKNOWN_MAPPING, "there is no mapping " + mapping);
        }
        return switch (current.mapping().split(body, MOST_EVENTS)) {
            case SplitOutcome.Split split -> split.events();
            case SplitOutcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }

    /**
     * One item per event, in order.
     *
     * @throws RequestRefusedException if the ledger can take none of them now
     */
    List<BatchItem> submit(List<SourceEvent> batch) {
        List<SubmitOutcome> taken = outcomes(batch.stream().filter(events::fits).toList());
        Map<UUID, Found> replayed = replayed(taken);
        Iterator<SubmitOutcome> outcomes = taken.iterator();
        List<BatchItem> items = new ArrayList<>(batch.size());
        for (SourceEvent event : batch) {
            items.add(events.fits(event)
                    ? item(items.size(), outcomes.next(), replayed)
                    : refused(items.size(), events.tooLarge(event)));
        }
        return items;
    }

    private List<SubmitOutcome> outcomes(List<SourceEvent> batch) {
        List<SubmitOutcome> outcomes = submissions.submit(batch);
        if (!outcomes.isEmpty() && outcomes.stream().allMatch(SubmitOutcome.Unavailable.class::isInstance)) {
            throw Submissions.unavailable((SubmitOutcome.Unavailable) outcomes.getFirst());
        }
        return outcomes;
    }

    /** Looked up together. */
    private Map<UUID, Found> replayed(List<SubmitOutcome> outcomes) {
        return submissions.find(outcomes.stream().filter(SubmitOutcome.Replayed.class::isInstance)
                .map(outcome -> UUID.fromString(((SubmitOutcome.Replayed) outcome).callId()))
                .collect(Collectors.toSet()));
    }

    private static BatchItem item(int index, SubmitOutcome outcome, Map<UUID, Found> calls) {
        return switch (outcome) {
            case SubmitOutcome.Accepted accepted ->
                new BatchItem(index, HttpStatus.ACCEPTED.value(), accepted.callId(), "accepted", null, null);
            case SubmitOutcome.Replayed replayed -> new BatchItem(index, HttpStatus.ACCEPTED.value(), replayed.callId(),
                    status(calls.get(UUID.fromString(replayed.callId()))), true, null);
            case SubmitOutcome.Refused refused -> refused(index, refused.problem());
            case SubmitOutcome.Unavailable later -> refused(index, later.problem());
            case SubmitOutcome.Parked parked -> throw new IllegalStateException("a caller is there, nothing is parked");
        };
    }

    /** Null in the moment after the call was purged. */
    private static @Nullable String status(@Nullable Found call) {
        return call == null ? null : call.status();
    }

    private static BatchItem refused(int index, Problem problem) {
        return new BatchItem(index, problem.code().httpStatus(), null, null, null, ProblemBody.of(problem));
    }
}
