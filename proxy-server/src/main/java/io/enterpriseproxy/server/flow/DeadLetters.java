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
import io.enterpriseproxy.server.writeback.WriteBackDispatcher;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Replays and settles what could not go on by itself. */
public final class DeadLetters {
    private final LedgerTransactions transactions;
    private final DeadLetterRows rows;
    private final WriteBackRows writeBacks;
    private final LedgerIntake intake;
    private final WriteBackDispatcher dispatcher;
    private final AuditTrail audit;

    DeadLetters(WriteBackDispatcher.Rows rows, LedgerIntake intake, WriteBackDispatcher dispatcher, AuditTrail audit) {
        this.transactions = rows.transactions();
        this.rows = rows.deadLetters();
        this.writeBacks = rows.writeBacks();
        this.intake = intake;
        this.dispatcher = dispatcher;
        this.audit = audit;
    }

    /** What a replay came to. */
    public sealed interface ReplayOutcome {
        /** The event is in the ledger as this call. */
        record Submitted(String callId) implements ReplayOutcome {}

        /** The result is on its way to its target again. */
        record Queued() implements ReplayOutcome {}

        /** Refused again; the dead letter stays as it was. */
        record Refused(Problem problem) implements ReplayOutcome {}
    }

    /** Submits an event or delivers a result again, with this payload. An event keeps its source's keys. */
    public ReplayOutcome replay(DeadLetterRecord letter, byte[] payload, String actor) {
        if (letter.state() != DeadLetterState.OPEN) {
            return new ReplayOutcome.Refused(
                    Problem.of(ProblemCode.NOT_IN_THIS_STATE, "the dead letter is settled already"));
        }
        return letter.event() ? submit(letter, payload, actor) : deliver(letter, payload, actor);
    }

    private ReplayOutcome submit(DeadLetterRecord letter, byte[] payload, String actor) {
        SourceEvent event = new SourceEvent(letter.mapping(), payload, SourceJson.metadata(letter.source()), null,
                letter.sourceKey(), SourceJson.orderingKey(letter.source()), SourceJson.replyTo(letter.source()));
        return switch (intake.submit(List.of(event), OnRefusal.ANSWER).getFirst()) {
            case SubmitOutcome.Accepted accepted -> settled(letter, accepted.callId(), actor);
            case SubmitOutcome.Replayed replayed -> settled(letter, replayed.callId(), actor);
            case SubmitOutcome.Refused refused -> new ReplayOutcome.Refused(refused.problem());
            case SubmitOutcome.Parked parked -> new ReplayOutcome.Refused(parked.problem());
            case SubmitOutcome.Unavailable unavailable -> new ReplayOutcome.Refused(unavailable.problem());
        };
    }

    private ReplayOutcome settled(DeadLetterRecord letter, String callId, String actor) {
        transactions.commit(() -> {
            rows.settle(letter.id(), DeadLetterState.REPLAYED, "call " + callId);
            audit.record(actor, "dead-letter.replay", letter.id().toString(), "call " + callId);
        });
        return new ReplayOutcome.Submitted(callId);
    }

    private ReplayOutcome deliver(DeadLetterRecord letter, byte[] payload, String actor) {
        long writeBack = Objects.requireNonNull(letter.writeBackSeq(), "a parked result has its write-back");
        transactions.commit(() -> {
            writeBacks.replay(writeBack, new String(payload, StandardCharsets.UTF_8));
            rows.settle(letter.id(), DeadLetterState.REPLAYED, null);
            audit.record(actor, "dead-letter.replay", letter.id().toString(), null);
        });
        dispatcher.lookAgain();
        return new ReplayOutcome.Queued();
    }

    /** Settles it without doing anything; false if it was settled before. */
    public boolean skip(DeadLetterRecord letter, String reason, String actor) {
        return transactions.commit(() -> {
            boolean skipped = rows.settle(letter.id(), DeadLetterState.SKIPPED, reason);
            if (skipped) {
                Long writeBack = letter.writeBackSeq();
                if (writeBack != null) {
                    writeBacks.skip(writeBack);
                }
                audit.record(actor, "dead-letter.skip", letter.id().toString(), reason);
            }
            return skipped;
        });
    }
}
