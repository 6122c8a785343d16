package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.ledger.ApprovalRecord;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.ApprovalState;
import io.enterpriseproxy.server.ledger.ApprovalVote;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What people say to calls that a policy holds. With enough who say yes, or one who says no, or when time is up, the call goes
 * back to where it was in its lane; the lane's owner then signs it, or rejects it.
 */
public final class Approvals {
    private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final int BATCH = 100;
    /** The actor of what nobody did. */
    private static final String TIME = "time";

    private final LedgerTransactions transactions;
    private final ApprovalRows rows;
    private final CallProgress calls;
    private final AuditTrail audit;
    private final Clock clock;
    private final Consumer<List<Long>> wake;

    /** @param wake is told the lanes that have got work, after the commit */
    public Approvals(LedgerTransactions transactions, ApprovalRows rows, CallProgress calls, AuditTrail audit,
            Clock clock, Consumer<List<Long>> wake) {
        this.transactions = transactions;
        this.rows = rows;
        this.calls = calls;
        this.audit = audit;
        this.clock = clock;
        this.wake = wake;
    }

    /** An approval, and what was said to it. */
    public record Approval(ApprovalRecord asked, List<ApprovalVote> votes) {}

    /** What became of somebody's word. */
    public enum Said {
        /** It counts. */
        TAKEN,
        /** The same person has said the same already. */
        REPEATED,
        /** The approval is not open, or not any more. */
        NOT_OPEN,
        /** The person is none of those who may, or asked for the call. */
        NOT_ONE_OF_THEM,
        /** They have seen something else. */
        ANOTHER_INTENT,
        /** The same person has said the opposite. */
        SAID_OTHERWISE
    }

    public Optional<Approval> find(UUID id) {
        return rows.find(id).map(asked -> new Approval(asked, rows.votes(List.of(id))));
    }

    /** All that were asked for a call, the first first. */
    public List<Approval> ofCall(long call) {
        return withVotes(rows.historyOf(call));
    }

    /** The newest first, with what was said; of one state, or of all. */
    public List<Approval> list(@Nullable ApprovalState state, int limit) {
        return withVotes(rows.list(state, limit));
    }

    private List<Approval> withVotes(List<ApprovalRecord> asked) {
        List<ApprovalVote> votes = rows.votes(asked.stream().map(ApprovalRecord::id).toList());
        return asked.stream().map(one -> new Approval(one,
                votes.stream().filter(vote -> vote.approval().equals(one.id())).toList())).toList();
    }

    /**
     * Somebody says yes or no.
     *
     * @param intentHash of what they have seen
     * @param reason why; needed for a no
     */
    public Said say(UUID id, String person, boolean yes, String intentHash, @Nullable String reason) {
        Said said = transactions.commit(() -> say(rows.lock(id).orElseThrow(),
                new ApprovalVote(id, person, yes, clock.instant(), reason), intentHash));
        if (said == Said.TAKEN) {
            wake.accept(List.of(rows.find(id).orElseThrow().lane()));
        }
        return said;
    }

    private Said say(ApprovalRecord asked, ApprovalVote vote, String intentHash) {
        Optional<ApprovalVote> before = rows.votes(List.of(asked.id())).stream()
                .filter(other -> other.approver().equals(vote.approver())).findFirst();
        if (before.isPresent()) {
            return before.get().approved() == vote.approved() ? Said.REPEATED : Said.SAID_OTHERWISE;
        }
        if (!asked.approvers().contains(vote.approver()) || vote.approver().equals(asked.requester())) {
            return Said.NOT_ONE_OF_THEM;
        }
        if (asked.state() != ApprovalState.OPEN || !asked.expiresAt().isAfter(vote.at())) {
            return Said.NOT_OPEN;
        }
        if (!asked.intentHash().equals(intentHash)) {
            return Said.ANOTHER_INTENT;
        }
        rows.vote(vote);
        audit.record(vote.approver(), vote.approved() ? "approval.approve" : "approval.decline", asked.id().toString(),
                "intent " + asked.intentHash() + (vote.reason() == null ? "" : ": " + vote.reason()));
        if (!vote.approved()) {
            decide(asked, ApprovalState.DECLINED, "declined by " + vote.approver() + ": " + vote.reason());
        } else if (rows.votes(List.of(asked.id())).stream().filter(ApprovalVote::approved).count() >= asked.need()) {
            decide(asked, ApprovalState.APPROVED, null);
        }
        return Said.TAKEN;
    }

    private void decide(ApprovalRecord asked, ApprovalState state, @Nullable String reason) {
        if (rows.decide(asked.id(), state, clock.instant(), reason)) {
            calls.release(asked.lane(), asked.call(), asked.orderingKey());
        }
    }

    /** Time is up for those that nobody has decided. */
    @Scheduled(fixedDelay = LOOK_MILLIS)
    public void expire() {
        try {
            Instant now = clock.instant();
            List<ApprovalRecord> overdue = rows.overdue(now, BATCH);
            // One by one: the audit's head is locked last, and never while another approval is waited for.
            overdue.forEach(asked -> transactions.commit(() -> expire(asked)));
            if (!overdue.isEmpty()) {
                wake.accept(overdue.stream().map(ApprovalRecord::lane).distinct().toList());
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.atDebug().setCause(e).log("Approvals cannot be looked at now");
        }
    }

    private void expire(ApprovalRecord asked) {
        if (rows.lock(asked.id()).filter(found -> found.state() == ApprovalState.OPEN).isPresent()) {
            decide(asked, ApprovalState.EXPIRED, "not decided in time");
            audit.record(TIME, "approval.expire", asked.id().toString(), "intent " + asked.intentHash());
        }
    }

    /** The call does not need what was asked for it any more. Inside a transaction. */
    public void close(long lane, long call, @Nullable String orderingKey) {
        rows.close(call);
        calls.release(lane, call, orderingKey);
    }
}
