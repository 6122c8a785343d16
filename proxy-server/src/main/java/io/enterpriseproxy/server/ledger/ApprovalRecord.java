package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A call that people have to say yes to.
 *
 * @param call its accept number
 * @param intent what they say yes to, as text; empty once the call is purged
 * @param intentHash of that text, in 0x-hex
 * @param gasLimit that is approved
 * @param feeCap the most per unit of gas that is approved, in wei
 * @param requester the client that sent the event, or edited it; never one of those who say yes
 * @param need so many have to say yes
 * @param approvers names of the clients that may
 * @param reason why it ended without a yes
 */
public record ApprovalRecord(
        UUID id,
        long call,
        long lane,
        @Nullable String orderingKey,
        String policy,
        String rule,
        String intent,
        String intentHash,
        long gasLimit,
        BigInteger feeCap,
        @Nullable String requester,
        int need,
        List<String> approvers,
        ApprovalState state,
        Instant askedAt,
        Instant expiresAt,
        @Nullable Instant decidedAt,
        @Nullable String reason) {
    public ApprovalRecord {
        approvers = List.copyOf(approvers);
    }
}
