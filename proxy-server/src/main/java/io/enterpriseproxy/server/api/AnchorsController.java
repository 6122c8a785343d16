package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.anchor.AnchorProofs;
import io.enterpriseproxy.server.config.Role;
import io.enterpriseproxy.server.ledger.AnchorRecord;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.CallQueries.Found;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Trees of records whose roots stand on a chain, and the proof of a record. */
@RestController
final class AnchorsController {
    private final Submissions submissions;
    private final AnchorRows rows;
    private final AnchorProofs proofs;

    AnchorsController(Submissions submissions, AnchorRows rows, AnchorProofs proofs) {
        this.submissions = submissions;
        this.rows = rows;
        this.proofs = proofs;
    }

    /**
     * A tree.
     *
     * @param name where it is anchored
     * @param records how many there are in it
     * @param why it does not go on; absent if it does
     * @param call that puts the root on the chain
     * @param place where the root stands, once it is final there
     */
    @Schema(name = "Anchor")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnchorBody(
            UUID id,
            String name,
            @Schema(allowableValues = {
                    "built", "submitted", "anchored"}) String state,
            String root,
            int records,
            Instant builtAt,
            @Nullable String why,
            @Nullable UUID call,
            AnchorProof.@Nullable Place place,
            @Nullable Instant anchoredAt) {
        static AnchorBody of(AnchorRecord anchor) {
            String state = switch (anchor.state()) {
                case BUILT -> "built";
                case SUBMITTED -> "submitted";
                case ANCHORED, SETTLED -> "anchored";
            };
            return new AnchorBody(anchor.id(), anchor.name(), state, Hex.encode(anchor.root()), anchor.records(),
                    anchor.builtAt(), anchor.why(), anchor.callId(), anchor.place(), anchor.anchoredAt());
        }
    }

    /** Trees, the newest first. */
    @GetMapping("/api/v1/anchors")
    Page<AnchorBody> list(@RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int most = Limits.of(limit);
        Long before = Cursor.read(cursor);
        return Page.of(rows.newest(name, before == null ? Long.MAX_VALUE : before, most + 1), most,
                AnchorRecord::number, AnchorBody::of);
    }

    /** One tree. */
    @GetMapping("/api/v1/anchors/{id}")
    AnchorBody get(@PathVariable String id) {
        return find(id).map(AnchorBody::of).orElseThrow(() -> new RequestRefusedException(ProblemCode.NOT_FOUND,
                "there is no anchor " + id));
    }

    private Optional<AnchorRecord> find(String id) {
        try {
            return rows.find(UUID.fromString(id));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    /** All that is needed to show that a record was anchored, for {@code ./ep verify} and the anchor contract. */
    @GetMapping("/api/v1/calls/{id}/proof")
    AnchorProof proof(@PathVariable String id, @AuthenticationPrincipal ApiClient client) {
        Found found = submissions.find(id);
        HttpEvents.allowLook(client, found.call().mapping());
        boolean seesAll = client.isAdmin() || client.roles().contains(Role.PRIVACY_OFFICER);
        return switch (proofs.of(found.call(), client.name(), seesAll)) {
            case AnchorProofs.Outcome.Proved proved -> proved.proof();
            case AnchorProofs.Outcome.Refused refused -> throw new RequestRefusedException(refused.problem());
        };
    }
}
