package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.privacy.Masking;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
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
import io.enterpriseproxy.server.privacy.Masks;
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
    private final Masks masks;
    private final JsonMapper json;

    CallViews(AttemptRows attempts, WriteBackRows writeBacks, RevisionRows revisions, Masks masks, JsonMapper json) {
        this.attempts = attempts;
        this.writeBacks = writeBacks;
        this.revisions = revisions;
        this.masks = masks;
        this.json = json;
    }

    /** The call without its earlier revisions. */
    CallBody of(Found found) {
        return of(found, null);
    }

    /** The call and what it was before. */
    CallBody whole(Found found) {
        List<Revision> over = revisions.of(found.call().seq()).stream().map(row -> revision(found.call(), row))
                .toList();
        return of(found, over.isEmpty() ? null : over);
    }

    private Revision revision(CallRecord call, RevisionRecord row) {
        JsonNode outcome = json.readTree(row.outcome() == null ? "{}" : row.outcome());
        Masking masking = masks.ofCall(call.mapping(), row.mappingVersion(), row::event);
        return new Revision(row.number(), row.mappingVersion(), CallStatus.word(row.state()), event(call, row),
                outcome.get("transaction"), maskedIfAny(masking, outcome.get("error")), row.finishedAt(),
                row.revisedBy(), row.revisedAt());
    }

    private JsonNode event(CallRecord call, RevisionRecord row) {
        SensitivePaths paths = masks.of(call.mapping(), row.mappingVersion());
        return json.readTree(paths.isEmpty()
                ? row.event()
                : JsonText.write(paths.mask(EventFormat.readStored(row.event()))));
    }

    private @Nullable JsonNode maskedIfAny(Masking masking, @Nullable JsonNode node) {
        return node == null ? null : masked(masking, node);
    }

    private JsonNode masked(Masking masking, JsonNode node) {
        return masking.isNone()
                ? node
                : json.readTree(JsonText.write(masking.tree(EventFormat.readStored(node.toString()))));
    }

    private CallBody of(Found found, @Nullable List<Revision> over) {
        CallRecord call = found.call();
        Masking masking = masks.ofCall(call);
        JsonNode outcome = json.readTree(call.outcome() == null ? "{}" : call.outcome());
        return new CallBody(call.id(), call.mapping(), call.mappingVersion(), found.status(),
                call.purged() ? null : masking.text(call.idempotencyKey()), call.purged() ? Boolean.TRUE : null,
                masking.textIfAny(call.orderingKey()), call.chain(), call.contract(), call.function(),
                masked(masking, json.readTree(call.arguments())),
                Address.parse(found.sender()).checksummed(), call.lane(), call.nonce(), transaction(call, outcome),
                outcome.get("receipt"),
                maskedIfAny(masking, outcome.get("events")), maskedIfAny(masking, outcome.get("error")),
                outcome.get("anchor"),
                writeBacks.ofCall(call.seq()).stream().map(view -> WriteBackBody.of(view, masking)).toList(), over,
                history(found));
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
        ObjectNode tree = json.createObjectNode().put("hash", attempt.transaction().hash())
                .put("nonce", attempt.nonce()).put("attempt", attempt.number());
        if (attempt.payer() != null) {
            tree.set("feePayer", json.valueToTree(attempt.payer().tree()));
        }
        return tree;
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
