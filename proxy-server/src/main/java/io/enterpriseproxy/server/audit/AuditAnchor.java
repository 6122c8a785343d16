package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.config.AnchorConfig;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Submits the audit trail's last entry to a mapping, as an event like any other, so that its hash stands where nobody here can
 * change it. Every instance looks; the ledger says whether it is time, and lets one of them do it.
 *
 * <p>
 * If we crash before the event is accepted, another instance submits a minute later; after it, the entry's number is the key
 * under which it is known again.
 */
final class AuditAnchor {
    private static final Logger LOG = LoggerFactory.getLogger(AuditAnchor.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Whoever has begun has so long. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final @Nullable AnchorConfig config;
    private final Supplier<Intake> intake;
    private final AnchorRows rows;
    private final LedgerTransactions transactions;

    /** @param config null: nothing is anchored */
    AuditAnchor(@Nullable AnchorConfig config, Supplier<Intake> intake, AnchorRows rows,
            LedgerTransactions transactions) {
        this.config = config;
        this.intake = intake;
        this.rows = rows;
        this.transactions = transactions;
    }

    /** What the mapping gets. */
    record Anchor(long number, String hash, Instant at) {}

    @Scheduled(fixedRate = 60_000, initialDelay = 60_000)
    void look() {
        AnchorConfig wanted = config;
        if (wanted == null) {
            return;
        }
        try {
            if (rows.isDue()) {
                transactions.commit(() -> rows.claim(CLAIM)).ifPresent(anchor -> submit(wanted, anchor));
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().setCause(e).log("The audit trail cannot be anchored now; it is tried again in a minute");
        }
    }

    private void submit(AnchorConfig wanted, Anchor anchor) {
        SourceEvent event = new SourceEvent(wanted.mapping(),
                JSON.writeValueAsString(anchor).getBytes(StandardCharsets.UTF_8), Map.of(),
                Long.toString(anchor.number()), null, null, null);
        Optional<Problem> trouble = switch (intake.get().submit(List.of(event), Intake.OnRefusal.ANSWER).getFirst()) {
            case SubmitOutcome.Accepted accepted -> Optional.empty();
            case SubmitOutcome.Replayed replayed -> Optional.empty();
            case SubmitOutcome.Refused refused -> Optional.of(refused.problem());
            case SubmitOutcome.Parked parked -> Optional.of(parked.problem());
            case SubmitOutcome.Unavailable unavailable -> Optional.of(unavailable.problem());
        };
        if (trouble.isEmpty()) {
            transactions.commit(() -> rows.submitted(anchor.number(), wanted.every()));
        } else {
            LOG.atError().addKeyValue("mapping", wanted.mapping()).addKeyValue("code", trouble.get().code().slug())
                    .log("Entry {} of the audit trail cannot be anchored; it is tried again in a minute: {}",
                            anchor.number(), trouble.get().message());
        }
    }
}
