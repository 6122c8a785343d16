package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.audit.Facts;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The queues of transactions, one per chain and sender. */
@RestController
@RequestMapping("/api/v1/lanes")
final class LanesController {
    private final LaneLedger ledger;
    private final AuditTrail audit;

    LanesController(LaneLedger ledger, AuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /**
     * A lane.
     *
     * @param owner the instance that runs it: host, process id, and what no other start has; absent while none does
     * @param depth unfinished calls
     * @param inFlight transactions between broadcast and mined
     * @param head the lowest nonce that is not mined yet
     * @param why what it waits for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LaneBody(long id, String chain, String sender, String keyAlias, @Nullable String owner,
            boolean paused, long depth, long inFlight, @Nullable Long head, @Nullable Why why) {}

    /** Why a lane waits: the code of a problem or state, and a sentence. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Why(String code, @Nullable String detail) {}

    @GetMapping
    Page<LaneBody> list() {
        return Page.whole(ledger.lanes().all().stream().map(this::body).toList());
    }

    @PostMapping("/{id}/pause")
    LaneBody pause(@PathVariable long id, @AuthenticationPrincipal ApiClient client) {
        return changed(id, "lane.pause", () -> ledger.lanes().pause(id), client);
    }

    /**
     * Signing goes on. A lane that was behind the chain takes over first what its account did meanwhile: calls that wait and
     * were executed get their outcomes.
     *
     * @param anew it begins at the chain's count instead, and executes all calls that wait
     */
    @PostMapping("/{id}/resume")
    LaneBody resume(@PathVariable long id, @RequestParam(defaultValue = "false") boolean anew,
            @AuthenticationPrincipal ApiClient client) {
        if (anew) {
            return changed(id, "lane.resume-anew", () -> ledger.lanes().resumeAnew(id), client);
        }
        boolean behind = ledger.lanes().find(id)
                .filter(lane -> ProblemCode.LEDGER_BEHIND_CHAIN.slug().equals(lane.whyCode())).isPresent();
        return changed(id, "lane.resume", () -> ledger.lanes().resume(id, behind), client);
    }

    private LaneBody changed(long id, String action, BooleanSupplier change, ApiClient client) {
        return ledger.transactions().commit(() -> {
            Optional<LaneRecord> before = ledger.lanes().find(id);
            if (before.isEmpty() || !change.getAsBoolean()) {
                throw new RequestRefusedException(
                        new Problem(ProblemCode.NOT_FOUND, "there is no lane of this id", "id",
                                Long.toString(id), null));
            }
            LaneRecord after = ledger.lanes().find(id).orElseThrow();
            audit.record(client.name(), action, Long.toString(id), null, facts(before.get()), facts(after));
            return body(after);
        });
    }

    private static Facts facts(LaneRecord lane) {
        return Facts.of("paused", lane.paused()).and("why", lane.whyCode());
    }

    private LaneBody body(LaneRecord lane) {
        return new LaneBody(lane.id(), lane.chain(), lane.sender().checksummed(), lane.keyAlias(), lane.owner(),
                lane.paused(),
                ledger.lanes().unfinished(lane.id()), lane.broadcastNonce() - lane.minedNonce(),
                lane.started() ? lane.minedNonce() + 1 : null,
                lane.whyCode() == null ? null : new Why(lane.whyCode(), lane.whyDetail()));
    }
}
