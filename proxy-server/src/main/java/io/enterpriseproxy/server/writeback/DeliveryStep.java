package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.connector.DeliveryOutcome;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.connector.Result;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.ledger.DeadLetterRows;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import io.enterpriseproxy.server.privacy.Masks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Delivers a batch of results to one target and keeps in one commit what became of each.
 *
 * <p>
 * If we crash after the target has taken them and before the commit, they are delivered again with the same ids.
 */
final class DeliveryStep {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStep.class);

    private final LedgerTransactions transactions;
    private final WriteBackRows writeBacks;
    private final DeadLetterRows deadLetters;
    private final Masks masks;
    private final WriteBackPolicy policy;
    private final Clock clock;

    DeliveryStep(WriteBackDispatcher.Rows rows, Masks masks, WriteBackPolicy policy, Clock clock) {
        this.transactions = rows.transactions();
        this.writeBacks = rows.writeBacks();
        this.deadLetters = rows.deadLetters();
        this.masks = masks;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Delivers results of one target and mapping version; answers how long the target rests: zero unless it took nothing.
     *
     * @param opened the target; one that cannot be opened has taken nothing
     */
    Duration run(Supplier<Targets.Target> opened, List<WriteBackRecord> batch) {
        Targets.Target target;
        try {
            target = opened.get();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("A target cannot be opened");
            String reason = "the target cannot be opened: " + e.getMessage();
            return keep(batch, batch.stream().<DeliveryOutcome>map(row -> new DeliveryOutcome.Failed(reason, true))
                    .toList());
        }
        List<WriteBackRecord> unrendered = batch.stream().filter(row -> row.payload().isEmpty()).toList();
        if (!unrendered.isEmpty()) {
            transactions.commit(
                    () -> unrendered.forEach(row -> park(row, "the result could not be made: " + row.lastError())));
        }
        Set<String> held = target.holds()
                ? unrendered.stream().map(WriteBackRecord::orderingKey).filter(Objects::nonNull)
                        .collect(Collectors.toSet())
                : Set.of();
        List<WriteBackRecord> sendable = batch.stream().filter(row -> !row.payload().isEmpty()
                && (row.orderingKey() == null || !held.contains(row.orderingKey()))).toList();
        if (sendable.isEmpty()) {
            return Duration.ZERO;
        }
        transactions.settle();
        List<DeliveryOutcome> outcomes = target.sink().deliver(sendable.stream().map(DeliveryStep::result).toList());
        return keep(sendable, outcomes);
    }

    private Duration keep(List<WriteBackRecord> sent, List<DeliveryOutcome> outcomes) {
        List<WriteBackRecord> delivered = new ArrayList<>();
        List<WriteBackRecord> again = new ArrayList<>();
        List<Runnable> writes = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            WriteBackRecord row = sent.get(i);
            switch (outcomes.get(i)) {
                case DeliveryOutcome.Delivered done -> delivered.add(row);
                case DeliveryOutcome.Skipped skipped -> {
                    // Stays due: it follows when the one before it has gone.
                }
                case DeliveryOutcome.Failed failed when failed.retryable()
                        && row.attempts() + 1 < policy.maxAttempts() -> {
                    again.add(row);
                    writes.add(() -> tryAgain(row, failed.reason()));
                }
                case DeliveryOutcome.Failed failed -> writes.add(() -> park(row, failed.reason()));
            }
        }
        boolean targetIsDown = delivered.isEmpty() && again.size() > 1 && writes.size() == again.size();
        transactions.commit(() -> {
            if (!delivered.isEmpty()) {
                writeBacks.delivered(delivered);
            }
            // A target that takes nothing costs one row, not one per waiting result.
            (targetIsDown ? writes.subList(0, 1) : writes).forEach(Runnable::run);
        });
        return targetIsDown ? policy.waitAfter(again.getFirst().attempts()) : Duration.ZERO;
    }

    /** A target may quote what it was sent. */
    private String masked(WriteBackRecord row, String reason) {
        return masks.ofCall(row.mapping(), row.mappingVersion(), () -> writeBacks.eventOf(row.callId()).orElse("null"))
                .text(reason);
    }

    private void tryAgain(WriteBackRecord row, String targetsReason) {
        String reason = masked(row, targetsReason);
        Duration wait = policy.waitAfter(row.attempts());
        writeBacks.tryAgain(row.seq(), clock.instant().plus(wait), reason);
        LOG.atWarn().addKeyValue("callId", row.callId()).addKeyValue("mapping", row.mapping())
                .log("A result was not taken and is tried again in {}: {}", wait, reason);
    }

    private void park(WriteBackRecord row, String targetsReason) {
        String reason = masked(row, targetsReason);
        if (!writeBacks.park(row.seq(), reason)) {
            return;
        }
        deadLetters.parkWriteBack(row, ProblemCode.WRITE_BACK_FAILED.slug(), reason);
        LOG.atError().addKeyValue("callId", row.callId()).addKeyValue("mapping", row.mapping())
                .addKeyValue("code", ProblemCode.WRITE_BACK_FAILED.slug())
                .log("A result is parked as a dead letter: {}", reason);
    }

    private static Result result(WriteBackRecord row) {
        return new Result(row.resultId(), row.callId().toString(), row.mapping(), row.status(), row.payload(),
                row.orderingKey(), SourceJson.replyTo(row.replyTo()));
    }
}
