package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.ApprovalRecord;
import io.enterpriseproxy.server.ledger.ApprovalState;
import io.enterpriseproxy.server.ledger.ApprovalVote;
import io.enterpriseproxy.server.policy.Approvals;
import io.enterpriseproxy.server.policy.Approvals.Approval;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Calls that people have to say yes to. */
@RestController
@RequestMapping("/api/v1/approvals")
final class ApprovalsController {
    private static final int LONGEST_REASON = 500;

    private final Approvals approvals;

    ApprovalsController(Approvals approvals) {
        this.approvals = approvals;
    }

    /**
     * An approval.
     *
     * @param intent JSON text of what is approved; what is signed is this call, at no more than this gas and price
     * @param intentHash SHA-256 of the text's UTF-8 bytes, in 0x-hex; to be sent with a yes or no
     * @param requester the client that sent the event, or edited it; it cannot approve
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ApprovalBody(UUID id, String state, String policy, String rule, String intent, String intentHash,
            @Nullable String requester, int need, List<String> of, Instant askedAt, Instant expiresAt,
            @Nullable Instant decidedAt, @Nullable String reason, List<Vote> votes) {
        /** What somebody has said. */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Vote(String by, boolean approved, Instant at, @Nullable String reason) {
            static Vote of(ApprovalVote vote) {
                return new Vote(vote.approver(), vote.approved(), vote.at(), vote.reason());
            }
        }

        static ApprovalBody of(Approval approval) {
            ApprovalRecord asked = approval.asked();
            return new ApprovalBody(asked.id(), asked.state().word(), asked.policy(), asked.rule(), asked.intent(),
                    asked.intentHash(), asked.requester(), asked.need(), asked.approvers(), asked.askedAt(),
                    asked.expiresAt(), asked.decidedAt(), asked.reason(),
                    approval.votes().stream().map(Vote::of).toList());
        }
    }

    /** @param intentHash of what was looked at */
    record Word(@Nullable String intentHash, @Nullable String reason) {}

    /** The newest first; of one state, or of all. */
    @GetMapping
    Page<ApprovalBody> list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit) {
        return Page.whole(approvals.list(state == null ? null : state(state), Limits.of(limit)).stream()
                .map(ApprovalBody::of).toList());
    }

    @GetMapping("/{id}")
    ApprovalBody get(@PathVariable UUID id) {
        return ApprovalBody.of(find(id));
    }

    @PostMapping("/{id}/approve")
    ApprovalBody approve(@PathVariable UUID id, @RequestBody Word word, @AuthenticationPrincipal ApiClient client) {
        return say(id, client, true, word);
    }

    /** One is enough: the call is rejected. */
    @PostMapping("/{id}/decline")
    ApprovalBody decline(@PathVariable UUID id, @RequestBody Word word, @AuthenticationPrincipal ApiClient client) {
        String reason = word.reason();
        if (reason == null || reason.isBlank()) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "the reason is missing",
                    "reason", null, "why the call is declined"));
        }
        return say(id, client, false, word);
    }

    private ApprovalBody say(UUID id, ApiClient client, boolean yes, Word word) {
        String hash = word.intentHash();
        if (hash == null) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "the intentHash is missing",
                    "intentHash", null, "that of the approval, as it was looked at"));
        }
        String reason = word.reason();
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "the reason is too long",
                    "reason", reason.length() + " characters", "up to " + LONGEST_REASON + " characters"));
        }
        find(id);
        switch (approvals.say(id, client.name(), yes, hash, reason)) {
            case TAKEN, REPEATED -> {
                // It is as they want it.
            }
            case NOT_OPEN -> throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE,
                    "the approval is " + find(id).asked().state().word() + ", or its time is up");
            case NOT_ONE_OF_THEM -> throw new RequestRefusedException(ProblemCode.FORBIDDEN, "the client "
                    + client.name() + " is none of those who may approve this call, or has asked for it");
            case ANOTHER_INTENT -> throw new RequestRefusedException(new Problem(ProblemCode.INTENT_MISMATCH,
                    "the approval is for something else", "intentHash", hash, find(id).asked().intentHash()));
            case SAID_OTHERWISE -> throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE,
                    "the client " + client.name() + " has said the opposite already");
        }
        return get(id);
    }

    private Approval find(UUID id) {
        return approvals.find(id).orElseThrow(
                () -> new RequestRefusedException(ProblemCode.NOT_FOUND, "there is no approval " + id));
    }

    private static ApprovalState state(String word) {
        return Arrays.stream(ApprovalState.values()).filter(state -> state.word().equals(word)).findFirst()
                .orElseThrow(() -> new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                        "there is no such state", "state", word, "one of " + Arrays.stream(ApprovalState.values())
                                .map(ApprovalState::word).collect(Collectors.joining(", ")))));
    }
}
