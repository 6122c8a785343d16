package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.server.api.CallBody.Revision;
import io.enterpriseproxy.server.api.CallBody.Step;
import io.enterpriseproxy.server.api.CallBody.WriteBackBody;
import io.enterpriseproxy.server.ledger.AttemptRows;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallStatus;
import io.enterpriseproxy.server.ledger.RevisionRecord;
import io.enterpriseproxy.server.ledger.RevisionRows;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import io.enterpriseproxy.server.ledger.WriteBackRows;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/** Puts together what the ledger knows of a call. */
final class CallViews {
    private final AttemptRows attempts;
    private final WriteBackRows writeBacks;
    private final RevisionRows revisions;
    private final JsonMapper json;

    CallViews(AttemptRows attempts, WriteBackRows writeBacks, RevisionRows revisions, JsonMapper json) {
        this.attempts = attempts;
        this.writeBacks = writeBacks;
        this.revisions = revisions;
        this.json = json;
    }

    /** The call without its earlier revisions. */
    CallBody of(Found found) {
        return of(found, null);
    }

    /** The call and what it was before. */
    CallBody whole(Found found) {
        List<Revision> over = revisions.of(found.call().seq()).stream().map(this::revision).toList();
        return of(found, over.isEmpty() ? null : over);
    }

    private Revision revision(RevisionRecord row) {
        JsonNode outcome = json.readTree(row.outcome() == null ? "{}" : row.outcome());
        return new Revision(row.number(), row.mappingVersion(), CallStatus.word(row.state()),
                json.readTree(row.event()), outcome.get("transaction"), outcome.get("error"), row.finishedAt(),
                row.revisedBy(), row.revisedAt());
    }

    private CallBody of(Found found, @Nullable List<Revision> over) {
        CallRecord call = found.call();
        JsonNode outcome = json.readTree(call.outcome() == null ? "{}" : call.outcome());
        return new CallBody(call.id(), call.mapping(), call.mappingVersion(), found.status(),
                call.purged() ? null : call.idempotencyKey(), call.purged() ? Boolean.TRUE : null,
                call.orderingKey(), call.chain(), call.contract(), call.function(), json.readTree(call.arguments()),
                Address.parse(found.sender()).checksummed(), call.lane(), call.nonce(), transaction(call, outcome),
                outcome.get("receipt"),
                outcome.get("events"), outcome.get("error"),
                writeBacks.ofCall(call.seq()).stream().map(WriteBackBody::of).toList(), over, history(found));
    }

    private @Nullable JsonNode transaction(CallRecord call, JsonNode outcome) {
        JsonNode decided = outcome.get("transaction");
        if (decided != null || call.nonce() == null) {
            return decided;
        }
        List<StoredAttempt> signed = attempts.ofCall(call.lane(), call.seq());
        return signed.isEmpty() ? null : newest(signed.getLast());
    }

    private ObjectNode newest(StoredAttempt attempt) {
        return json.createObjectNode().put("hash", attempt.transaction().hash()).put("nonce", attempt.nonce())
                .put("attempt", attempt.number());
    }

    private static List<Step> history(Found found) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("accepted", found.call().acceptedAt()));
        if (found.call().finishedAt() != null) {
            steps.add(new Step(found.status(), found.call().finishedAt()));
        }
        return steps;
    }
}
