package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.connector.Intake.OnRefusal;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.intake.LedgerIntake;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.ledger.DeadLetterRecord;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.DeadLetterState;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.privacy.MaskedPayloads;
import io.enterpriseproxy.server.writeback.WriteBackDispatcher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Replays and settles what could not go on by itself.
 *
 * <p>
 * If we crash between the call's commit and the letter's, the letter is still open: replayed again, its idempotency key
 * finds the call.
 */
public final class DeadLetters {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Longer than any submission takes to be answered. */
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final char NUL = 0;

    private final LedgerTransactions transactions;
    private final DeadLetterRows rows;
    private final WriteBackRows writeBacks;
    private final LedgerIntake intake;
    private final Revisions revisions;
    private final WriteBackDispatcher dispatcher;
    private final MaskedPayloads payloads;
    private final AuditTrail audit;

    DeadLetters(WriteBackDispatcher.Rows rows, LedgerIntake intake, Revisions revisions,
            WriteBackDispatcher dispatcher, MaskedPayloads payloads, AuditTrail audit) {
        this.transactions = rows.transactions();
        this.rows = rows.deadLetters();
        this.writeBacks = rows.writeBacks();
        this.intake = intake;
        this.revisions = revisions;
        this.dispatcher = dispatcher;
        this.payloads = payloads;
        this.audit = audit;
    }

    /** What a replay came to. */
    public sealed interface ReplayOutcome {
        /** The event is in the ledger as this call. */
        record Submitted(UUID callId) implements ReplayOutcome {}

        /** The result is on its way to its target again. */
        record Queued() implements ReplayOutcome {}

        /** Refused again; the dead letter stays as it was. */
        record Refused(Problem problem) implements ReplayOutcome {}
    }

    /**
     * Submits an event or delivers a result again. An event keeps its source's keys. One whose idempotency key belongs to a
     * call that ended without its effect becomes the next revision of that call.
     *
     * @param edited what to submit or deliver in place of the payload, masked as it was shown; null: the payload
     */
    public ReplayOutcome replay(DeadLetterRecord letter, byte @Nullable [] edited, String actor) {
        if (letter.state() != DeadLetterState.OPEN) {
            return settledAlready(letter.state());
        }
        if (edited == null) {
            return replayWhole(letter, null, actor);
        }
        return switch (payloads.restore(letter, edited)) {
            case MaskedPayloads.Edit.Whole whole -> replayWhole(letter, whole.payload(), actor);
            case MaskedPayloads.Edit.Refused refused -> new ReplayOutcome.Refused(refused.problem());
        };
    }

    private ReplayOutcome replayWhole(DeadLetterRecord letter, byte @Nullable [] edited, String actor) {
        return letter.event() ? submit(letter, edited, actor) : deliver(letter, edited, actor);
    }

    /** Somebody is shown what is sensitive in it. */
    public void revealed(DeadLetterRecord letter, String actor) {
        transactions.commit(() -> audit.record(actor, "dead-letter.reveal", letter.id().toString(), null));
    }

    private ReplayOutcome submit(DeadLetterRecord letter, byte @Nullable [] edited, String actor) {
        if (edited == null && !letter.whole()) {
            return new ReplayOutcome.Refused(Problem.of(ProblemCode.INVALID_REQUEST,
                    "the source could not take this event whole; send it whole in the body"));
        }
        if (!transactions.commit(() -> rows.claim(letter.id(), CLAIM))) {
            return inOtherHands();
        }
        boolean settled = false;
        try {
            ReplayOutcome outcome = submitClaimed(letter, edited == null
                    ? event(letter, letter.payload()).sentBy(SourceJson.client(letter.source()))
                    : event(letter, edited).sentBy(actor), actor);
            settled = outcome instanceof ReplayOutcome.Submitted;
            return outcome;
        } finally {
            if (!settled) {
                transactions.commit(() -> rows.release(letter.id()));
            }
        }
    }

    private static SourceEvent event(DeadLetterRecord letter, byte[] payload) {
        return new SourceEvent(letter.mapping(), payload, SourceJson.metadata(letter.source()), null,
                letter.sourceKey(), SourceJson.orderingKey(letter.source()), SourceJson.replyTo(letter.source()));
    }

    private ReplayOutcome submitClaimed(DeadLetterRecord letter, SourceEvent event, String actor) {
        return switch (intake.submit(List.of(event), OnRefusal.ANSWER).getFirst()) {
            case SubmitOutcome.Accepted accepted -> became(letter, UUID.fromString(accepted.callId()), actor);
            case SubmitOutcome.Replayed replayed -> became(letter, UUID.fromString(replayed.callId()), actor);
            case SubmitOutcome.Refused refused when refused.problem().code() == ProblemCode.IDEMPOTENCY_KEY_REUSED ->
                switch (revisions.ofHolder(event, actor)) {
                    case Revisions.Outcome.Revised revised -> became(letter, revised.callId(), actor);
                    case Revisions.Outcome.Refused again -> new ReplayOutcome.Refused(again.problem());
                };
            case SubmitOutcome.Refused refused -> new ReplayOutcome.Refused(refused.problem());
            case SubmitOutcome.Parked parked -> new ReplayOutcome.Refused(parked.problem());
            case SubmitOutcome.Unavailable unavailable -> new ReplayOutcome.Refused(unavailable.problem());
        };
    }

    private ReplayOutcome became(DeadLetterRecord letter, UUID call, String actor) {
        transactions.commit(() -> {
            rows.settle(letter.id(), DeadLetterState.REPLAYED, "call " + call);
            rows.became(letter.id(), call);
            audit.record(actor, "dead-letter.replay", letter.id().toString(), "call " + call);
        });
        return new ReplayOutcome.Submitted(call);
    }

    private ReplayOutcome deliver(DeadLetterRecord letter, byte @Nullable [] edited, String actor) {
        long writeBack = Objects.requireNonNull(letter.writeBackSeq(), "a parked result has its write-back");
        String payload = text(edited == null ? letter.payload() : edited);
        if (payload == null) {
            return new ReplayOutcome.Refused(new Problem(ProblemCode.INVALID_REQUEST,
                    edited == null ? "the result could not be made; send it in the body" : "the result is not JSON",
                    null, null, "JSON text in UTF-8: the message's body, or an object of the statement's parameters"));
        }
        boolean queued = transactions.commit(() -> {
            boolean replayed = rows.settle(letter.id(), DeadLetterState.REPLAYED, null);
            if (replayed) {
                writeBacks.replay(writeBack, payload);
                audit.record(actor, "dead-letter.replay", letter.id().toString(), edited == null ? null : "edited");
            }
            return replayed;
        });
        if (!queued) {
            return inOtherHands();
        }
        dispatcher.lookAgain();
        return new ReplayOutcome.Queued();
    }

    /** Null if it is not JSON, or cannot be kept. */
    private static @Nullable String text(byte[] payload) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            return text.indexOf(NUL) >= 0 || JSON.readTree(text).isMissingNode() ? null : text;
        } catch (CharacterCodingException | JacksonException e) {
            return null;
        }
    }

    /** Settles it without doing anything; empty if that is done. */
    public @Nullable Problem skip(DeadLetterRecord letter, String reason, String actor) {
        boolean skipped = transactions.commit(() -> {
            boolean done = rows.skip(letter.id(), reason);
            if (done) {
                Long writeBack = letter.writeBackSeq();
                if (writeBack != null) {
                    writeBacks.skip(writeBack);
                }
                audit.record(actor, "dead-letter.skip", letter.id().toString(), reason);
            }
            return done;
        });
        if (!skipped) {
            return (letter.state() == DeadLetterState.OPEN ? inOtherHands() : settledAlready(letter.state())).problem();
        }
        // What it held goes on.
        dispatcher.lookAgain();
        return null;
    }

    private static ReplayOutcome.Refused settledAlready(DeadLetterState state) {
        return new ReplayOutcome.Refused(new Problem(ProblemCode.NOT_IN_THIS_STATE,
                "the dead letter is settled already", null, state.word(), "open"));
    }

    private static ReplayOutcome.Refused inOtherHands() {
        return new ReplayOutcome.Refused(Problem.of(ProblemCode.NOT_IN_THIS_STATE,
                "somebody else settles the dead letter at this moment"));
    }
}
