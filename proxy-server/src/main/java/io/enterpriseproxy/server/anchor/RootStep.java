package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.config.RecordAnchorConfig;
import io.enterpriseproxy.server.ledger.AnchorRecord;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.AnchorState;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CallStatus;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

/** Hands the roots of trees to the anchor's mapping, as events like any other, and follows the calls that they become. */
final class RootStep {
    private static final Logger LOG = LoggerFactory.getLogger(RootStep.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 100;

    private final LedgerTransactions transactions;
    private final AnchorRows rows;
    private final CallProgress calls;
    private final Supplier<Intake> intake;
    private final Chains chains;

    RootStep(LedgerTransactions transactions, AnchorRows rows, CallProgress calls, Supplier<Intake> intake,
            Chains chains) {
        this.transactions = transactions;
        this.rows = rows;
        this.calls = calls;
        this.intake = intake;
        this.chains = chains;
    }

    /** What the mapping gets. */
    record Root(UUID id, String root, int count, Instant at) {}

    /** built -> submitted. */
    void submit(String name, RecordAnchorConfig place) {
        for (AnchorRecord anchor : rows.in(name, AnchorState.BUILT, AT_ONCE)) {
            switch (intake.get().submit(List.of(event(anchor, place)), Intake.OnRefusal.ANSWER).getFirst()) {
                case SubmitOutcome.Accepted accepted -> submitted(anchor, accepted.callId());
                case SubmitOutcome.Replayed replayed -> submitted(anchor, replayed.callId());
                case SubmitOutcome.Refused refused -> refused(anchor, place, refused.problem());
                case SubmitOutcome.Parked parked -> refused(anchor, place, parked.problem());
                case SubmitOutcome.Unavailable unavailable -> refused(anchor, place, unavailable.problem());
            }
        }
    }

    private static SourceEvent event(AnchorRecord anchor, RecordAnchorConfig place) {
        Root root = new Root(anchor.id(), Hex.encode(anchor.root()), anchor.records(), anchor.builtAt());
        return new SourceEvent(place.mapping(), JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8),
                Map.of(), anchor.id().toString(), null, null, null);
    }

    private void submitted(AnchorRecord anchor, String call) {
        transactions.commit(() -> rows.submitted(anchor.number(), UUID.fromString(call)));
    }

    private void refused(AnchorRecord anchor, RecordAnchorConfig place, Problem problem) {
        why(anchor, "the mapping " + place.mapping() + " does not take its root (" + problem.code().slug() + "): "
                + problem.message());
    }

    /** submitted -> anchored. */
    void follow(String name) {
        for (AnchorRecord anchor : rows.in(name, AnchorState.SUBMITTED, AT_ONCE)) {
            calls.byId(Objects.requireNonNull(anchor.callId())).ifPresent(call -> {
                if (call.state() == CallState.CONFIRMED) {
                    AnchorProof.Place place = RootPlace.of(call, chains);
                    transactions.commit(() -> rows.anchored(anchor.number(), place));
                } else {
                    why(anchor, call.state().isFinal()
                            ? "its call " + call.id() + " is " + CallStatus.word(call.state()) + " (" + call.errorCode()
                                    + "); mend the cause and retry that call"
                            : null);
                }
            });
        }
    }

    private void why(AnchorRecord anchor, @Nullable String why) {
        if (Objects.equals(anchor.why(), why)) {
            return;
        }
        transactions.commit(() -> rows.why(anchor.number(), why));
        if (why != null) {
            LOG.error("The anchor {} of {} does not go on, with {} records: {}", anchor.id(), anchor.name(),
                    anchor.records(), why);
        }
    }
}
