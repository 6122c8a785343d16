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
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LedgerTransactions transactions;
    private final AnchorRows rows;
    private final CallProgress calls;
    private final Supplier<Intake> intake;
    private final Chains chains;
    private final Standstill standstill;

    RootStep(LedgerTransactions transactions, AnchorRows rows, CallProgress calls, Supplier<Intake> intake,
            Chains chains, Standstill standstill) {
        this.transactions = transactions;
        this.rows = rows;
        this.calls = calls;
        this.intake = intake;
        this.chains = chains;
        this.standstill = standstill;
    }

    /** What the mapping gets. */
    record Root(UUID id, String root, int count, Instant at) {}

    /** built -> submitted. */
    void submit(String name, RecordAnchorConfig place) {
        rows.each(name, AnchorState.BUILT, anchor -> submit(anchor, place));
    }

    private void submit(AnchorRecord anchor, RecordAnchorConfig place) {
        switch (intake.get().submit(List.of(event(anchor, place)), Intake.OnRefusal.ANSWER).getFirst()) {
            case SubmitOutcome.Accepted accepted -> submitted(anchor, accepted.callId());
            case SubmitOutcome.Replayed replayed -> submitted(anchor, replayed.callId());
            case SubmitOutcome.Refused refused -> refused(anchor, place, refused.problem());
            case SubmitOutcome.Parked parked -> refused(anchor, place, parked.problem());
            case SubmitOutcome.Unavailable unavailable -> refused(anchor, place, unavailable.problem());
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
        standstill.because(anchor,
                "the mapping " + place.mapping() + " does not take its root (" + problem.code().slug() + "): "
                        + problem.message());
    }

    /** submitted -> anchored. */
    void follow(String name) {
        rows.each(name, AnchorState.SUBMITTED, anchor -> calls.byId(Objects.requireNonNull(anchor.callId()))
                .ifPresent(call -> follow(anchor, call)));
    }

    private void follow(AnchorRecord anchor, CallRecord call) {
        if (call.state() == CallState.CONFIRMED) {
            AnchorProof.Place place = RootPlace.of(call, chains);
            transactions.commit(() -> rows.anchored(anchor.number(), place));
        } else {
            standstill.because(anchor, call.state().isFinal()
                    ? "its call " + call.id() + " is " + CallStatus.word(call.state()) + " (" + call.errorCode()
                            + "); mend the cause and retry that call"
                    : null);
        }
    }
}
