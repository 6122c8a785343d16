package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.ContentHash;
import io.enterpriseproxy.server.ledger.UnclaimedTransaction;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * accepted -> rejected: a call that does just what a transaction did of which a restored ledger has lost the call. Nobody
 * but a person can tell whether it is the same event, delivered again, or another one.
 */
final class UnclaimedStep {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private boolean any;
    private long lookedAt = System.nanoTime() - LOOK_AGAIN.toNanos();

    UnclaimedStep(OwnedLane lane, LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit) {
        this.lane = lane;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
    }

    private record Claim(CallRecord call, UnclaimedTransaction transaction) {}

    /** Rejects such calls; answers the others. */
    List<CallRecord> run(List<CallRecord> calls) {
        if (calls.isEmpty() || !any()) {
            return calls;
        }
        Map<ByteBuffer, List<UnclaimedTransaction>> byContent = new HashMap<>();
        ledger.unclaimed().of(lane.chain().name(), calls.stream().map(ContentHash::of).toList()).stream().distinct()
                .forEach(found -> byContent.computeIfAbsent(ByteBuffer.wrap(found.content()), none -> new ArrayList<>())
                        .add(found));
        List<Claim> claims = new ArrayList<>();
        List<CallRecord> others = new ArrayList<>();
        for (CallRecord call : calls) {
            List<UnclaimedTransaction> same = byContent.getOrDefault(ByteBuffer.wrap(ContentHash.of(call)), List.of());
            if (same.isEmpty()) {
                others.add(call);
            } else {
                claims.add(new Claim(call, same.removeFirst()));
            }
        }
        if (!claims.isEmpty()) {
            reject(claims);
        }
        return others;
    }

    private boolean any() {
        if (System.nanoTime() - lookedAt >= LOOK_AGAIN.toNanos()) {
            lookedAt = System.nanoTime();
            any = ledger.unclaimed().any(lane.chain().name());
        }
        return any;
    }

    private void reject(List<Claim> claims) {
        String sender = lane.sender().checksummed();
        List<CallOutcome> rejected = claims.stream().map(claim -> outcomes.rejected(claim.call(), sender,
                ProblemCode.PERHAPS_EXECUTED, "transaction " + claim.transaction().hash() + " (nonce "
                        + claim.transaction().nonce() + " of " + claim.transaction().sender().checksummed()
                        + ") did the same, and the ledger does not know for which call: it was restored"))
                .toList();
        commit.commit(lane.lease(), rejected, () -> claims
                .forEach(claim -> ledger.unclaimed().claim(claim.transaction(), claim.call().seq())));
    }
}
