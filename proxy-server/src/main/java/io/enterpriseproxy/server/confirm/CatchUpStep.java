package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.AttemptKind;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.ContentHash;
import io.enterpriseproxy.server.ledger.LaneRecord;
import io.enterpriseproxy.server.ledger.NewAttempt;
import io.enterpriseproxy.server.ledger.SentAttempt;
import io.enterpriseproxy.server.ledger.UnclaimedTransaction;
import io.enterpriseproxy.server.outcome.OutcomeCommit;
import io.enterpriseproxy.server.outcome.Outcomes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * accepted -> mined, confirmed or reverted, for a ledger that was restored: calls that wait are given the transactions that
 * the account made for them in what the ledger has forgotten. Transactions that no call waits for are kept, so that an
 * event that is delivered again is not executed again.
 *
 * <p>
 * If we crash before the commit, all of it is looked up again.
 */
final class CatchUpStep {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUpStep.class);
    private static final int PAGE = 1_000;
    /** How far the chain's clock may be behind ours. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private final LaneLedger ledger;
    private final Outcomes outcomes;
    private final OutcomeCommit commit;
    private final SenderHistory history;
    private final RevertReplay replay;

    CatchUpStep(LaneLedger ledger, Outcomes outcomes, OutcomeCommit commit, SenderHistory history) {
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.commit = commit;
        this.history = history;
        this.replay = new RevertReplay(outcomes);
    }

    /** A transaction of no call that is known. */
    private record Candidate(MinedTransaction.Content content, Instant minedAt) {
        boolean mayBeOf(CallRecord call) {
            return !call.acceptedAt().isAfter(minedAt.plus(CLOCKS));
        }
    }

    private record Claim(CallRecord call, long nonce, MinedTransaction.Content content) {}

    /**
     * Takes over the nonces behind the lane's own up to before {@code used}.
     *
     * @param last the block at which they were used
     */
    void run(OwnedLane lane, LaneRecord row, long used, long last, Depth depth) {
        SenderHistory.Found found = history.find(lane, row.signedNonce() + 1, used, last);
        if (!found.complete()) {
            pause(lane, found, used - row.signedNonce() - 1);
            return;
        }
        List<Claim> claims = claims(lane, found);
        Map<String, Receipt> receipts = depth.inChain(lane.chain().client()
                .receipts(claims.stream().map(claim -> claim.content().signed().hash()).toList())).stream()
                .collect(Collectors.toMap(Receipt::transactionHash, Function.identity(), (one, same) -> one));
        if (receipts.size() < claims.size()) {
            LOG.atDebug().addKeyValue("lane", lane.id()).log("Receipts are missing yet; they are asked for again");
            return;
        }
        store(lane, found, claims, receipts, depth);
    }

    /**
     * In accept order, each call the first transaction that does what it asks for: lanes sign in accept order. A call that
     * was accepted after the transaction's block is another, or the same event delivered again: a person is asked.
     */
    private List<Claim> claims(OwnedLane lane, SenderHistory.Found found) {
        Map<ByteBuffer, List<Candidate>> byContent = new HashMap<>();
        found.byNonce().values().forEach(transaction -> {
            MinedTransaction.Content content = transaction.content();
            if (content != null) {
                contentHash(content).ifPresent(hash -> byContent
                        .computeIfAbsent(ByteBuffer.wrap(hash), none -> new ArrayList<>())
                        .add(new Candidate(content, transaction.minedAt())));
            }
        });
        List<Claim> claims = new ArrayList<>();
        for (int skipped = 0; !byContent.isEmpty(); skipped += PAGE) {
            List<CallRecord> page = ledger.calls().acceptedAfter(lane.id(), skipped, PAGE);
            for (CallRecord call : page) {
                List<Candidate> same = byContent.getOrDefault(ByteBuffer.wrap(ContentHash.of(call)), List.of());
                same.stream().filter(candidate -> candidate.mayBeOf(call)).findFirst().ifPresent(candidate -> {
                    same.remove(candidate);
                    claims.add(new Claim(call, candidate.content().unsigned().nonce(), candidate.content()));
                });
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return claims;
    }

    private static Optional<byte[]> contentHash(MinedTransaction.Content content) {
        return Optional.ofNullable(content.unsigned().to())
                .map(to -> ContentHash.of(to, content.unsigned().value(), content.unsigned().input()));
    }

    private void store(OwnedLane lane, SenderHistory.Found found, List<Claim> claims, Map<String, Receipt> receipts,
            Depth depth) {
        Map<String, RevertReason> reasons = replay.reasons(lane, claims.stream()
                .map(claim -> new RevertReplay.Failed(claim.call(),
                        Objects.requireNonNull(receipts.get(claim.content().signed().hash()))))
                .filter(claim -> !claim.receipt().success()).toList());
        List<CallOutcome> results = new ArrayList<>();
        long last = found.byNonce().lastKey();
        for (Claim claim : claims) {
            Receipt receipt = Objects.requireNonNull(receipts.get(claim.content().signed().hash()));
            boolean isFinal = depth.isFinal(claim.call(), receipt.blockNumber());
            results.add(outcomes.inBlock(claim.call().signedAt(claim.nonce()), new SentAttempt(claim.nonce(), 0,
                    AttemptKind.CALL, claim.call().seq(), receipt.transactionHash(), null), lane.sender().checksummed(),
                    receipt, reasons.get(receipt.transactionHash()), isFinal));
        }
        List<NewAttempt> attempts = claims.stream().map(claim -> new NewAttempt(claim.nonce(), 0, AttemptKind.CALL,
                claim.call(), claim.content().signed(), claim.content().unsigned().fee(),
                claim.content().unsigned().gasLimit(), null, null)).toList();
        List<UnclaimedTransaction> unclaimed = unclaimed(lane, found, claims);
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            if (!attempts.isEmpty()) {
                ledger.attempts().insert(lane.signing(), attempts);
                ledger.calls().signed(attempts);
            }
            commit.store(results);
            ledger.unclaimed().insert(unclaimed);
            // Besides these, calls of before may not be final yet.
            ledger.lanes().caughtUp(lane.lease(), last, ledger.calls().firstMined(lane.id()).orElse(last + 1) - 1);
        });
        commit.announce(results);
        LOG.atWarn().addKeyValue("lane", lane.id()).addKeyValue("chain", lane.chain().name()).log(
                "The ledger was behind the chain: {} calls that waited had been executed, {} transactions are of no call"
                        + " that it knows",
                claims.size(), unclaimed.size());
    }

    private static List<UnclaimedTransaction> unclaimed(OwnedLane lane, SenderHistory.Found found,
            List<Claim> claims) {
        List<Long> claimed = claims.stream().map(Claim::nonce).sorted().toList();
        List<UnclaimedTransaction> unclaimed = new ArrayList<>();
        found.byNonce().forEach((nonce, transaction) -> {
            MinedTransaction.Content content = transaction.content();
            if (content != null && Collections.binarySearch(claimed, nonce) < 0) {
                contentHash(content).ifPresent(hash -> unclaimed.add(new UnclaimedTransaction(lane.chain().name(),
                        lane.sender(), nonce, transaction.hash(), hash)));
            }
        });
        return unclaimed;
    }

    private void pause(OwnedLane lane, SenderHistory.Found found, long wanted) {
        ledger.transactions().commit(() -> {
            ledger.lanes().check(lane.lease());
            ledger.lanes().pause(lane.id());
            ledger.lanes().why(lane.lease(), ProblemCode.LEDGER_BEHIND_CHAIN.slug(),
                    "of " + wanted + " transactions of "
                            + lane.sender() + " that the ledger does not know, " + found.byNonce().size()
                            + " are in blocks " + found.from() + " to " + found.to()
                            + ". Find the others, cancel the calls that"
                            + " they were made for, and resume the lane with ?anew=true");
        });
        LOG.atError().addKeyValue("lane", lane.id()).addKeyValue("code", ProblemCode.LEDGER_BEHIND_CHAIN.slug())
                .log("Not all that the lane's account did could be found: it is paused again");
    }
}
