package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.mapping.MapOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.MappedRecord;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import io.enterpriseproxy.server.ledger.KeyHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes events into the ledger: maps each in the caller's thread, then waits for the commit that takes them all.
 */
public final class LedgerIntake implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerIntake.class);

    private final MappingCatalog mappings;
    private final Chains chains;
    private final Recording recording;
    private final GroupCommitter committer;

    public LedgerIntake(MappingCatalog mappings, Chains chains, Recording recording, GroupCommitter committer) {
        this.mappings = mappings;
        this.chains = chains;
        this.recording = recording;
        this.committer = committer;
    }

    @Override
    public List<SubmitOutcome> submit(List<SourceEvent> events, OnRefusal onRefusal) {
        return committer.commit(events.stream().map(event -> candidate(event, onRefusal)).toList());
    }

    private Candidate candidate(SourceEvent event, OnRefusal onRefusal) {
        Optional<PublishedMapping> current = mappings.current(event.mapping());
        if (current.isEmpty() && mappings.isBroken(event.mapping())) {
            return new Candidate.Answered(new SubmitOutcome.Unavailable(broken(event), Duration.ofSeconds(30)));
        }
        if (current.isEmpty()) {
            return refused(event, onRefusal, unknown(event));
        }
        PublishedMapping published = current.get();
        if (published.paused()) {
            return new Candidate.Answered(
                    new SubmitOutcome.Unavailable(Problem.of(ProblemCode.MAPPING_PAUSED, "the mapping "
                            + event.mapping() + " is paused"), Duration.ofSeconds(30)));
        }
        Problem unusable = event.unusable();
        if (unusable != null) {
            return refused(event, onRefusal, unusable);
        }
        return switch (map(published, event)) {
            case MapOutcome.Mapped mapped -> new Candidate.Callable(event, published.version(), mapped.call(),
                    KeyHash.of(event.mapping(), mapped.call().idempotencyKey()), null, onRefusal == OnRefusal.PARK);
            case MapOutcome.Recorded recorded -> recorded(event, published.version(), recorded.record(), onRefusal);
            case MapOutcome.Refused refused -> refused(event, onRefusal, refused.problem());
        };
    }

    private Candidate recorded(SourceEvent event, int version, MappedRecord mapped, OnRefusal onRefusal) {
        return switch (recording.record(mapped)) {
            case Recording.Outcome.Recorded recorded -> new Candidate.Callable(event, version, recorded.call(),
                    KeyHash.of(event.mapping(), mapped.idempotencyKey()), recorded.leaf(),
                    onRefusal == OnRefusal.PARK);
            case Recording.Outcome.Unavailable unavailable -> new Candidate.Answered(
                    new SubmitOutcome.Unavailable(unavailable.problem(), Duration.ofSeconds(30)));
        };
    }

    /**
     * Maps an event with the mapping's current version, and keeps nothing.
     *
     * @return a problem too if there is no such mapping
     */
    public Mapped map(SourceEvent event) {
        Optional<PublishedMapping> current = mappings.current(event.mapping());
        return current.isEmpty()
                ? new Mapped(0,
                        new MapOutcome.Refused(mappings.isBroken(event.mapping()) ? broken(event) : unknown(event)))
                : new Mapped(current.get().version(), map(current.get(), event));
    }

    /** What a version of a mapping makes of an event. */
    public record Mapped(int version, MapOutcome outcome) {}

    private static Problem broken(SourceEvent event) {
        return Problem.of(ProblemCode.BROKEN_MAPPING, "the mapping " + event.mapping()
                + " does not fit the configuration any more");
    }

    private static Problem unknown(SourceEvent event) {
        return Problem.of(ProblemCode.UNKNOWN_MAPPING, "there is no mapping " + event.mapping());
    }

    /** A fault in a mapping's expression or schema must not keep its source from the next event. */
    private MapOutcome map(PublishedMapping published, SourceEvent event) {
        try {
            MapOutcome outcome = published.mapping().map(event);
            return outcome instanceof MapOutcome.Mapped mapped
                    ? refusal(mapped.call()).<MapOutcome>map(MapOutcome.Refused::new).orElse(outcome)
                    : outcome;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.atError().addKeyValue("code", ProblemCode.INTERNAL_ERROR.slug())
                    .addKeyValue("mapping", event.mapping()).setCause(e).log("An event cannot be mapped");
            return new MapOutcome.Refused(Problem.of(ProblemCode.INTERNAL_ERROR,
                    "the event cannot be mapped by a fault of the proxy"));
        }
    }

    /** What no transaction of its chain can say. */
    private Optional<Problem> refusal(MappedCall call) {
        return chains.has(call.chain())
                ? chains.get(call.chain()).codec().refusal(call.to(), call.input())
                        .map(why -> Problem.of(ProblemCode.INVALID_ARGUMENT, why))
                : Optional.empty();
    }

    private static Candidate refused(SourceEvent event, OnRefusal onRefusal, Problem problem) {
        return switch (onRefusal) {
            case ANSWER -> new Candidate.Answered(new SubmitOutcome.Refused(problem));
            case PARK -> new Candidate.Parkable(event, problem);
        };
    }
}
