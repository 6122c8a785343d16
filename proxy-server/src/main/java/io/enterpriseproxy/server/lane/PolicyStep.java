package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.ApprovalRecord;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.outcome.Outcomes;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.Proposal;
import io.enterpriseproxy.server.policy.Verdict;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks the rules of the lane's key for a batch of calls, before any takes a nonce. A call that is refused is rejected only when
 * no earlier call of its ordering key is under way, since results come in order; one that waits for people keeps the later
 * calls of its ordering key waiting, and no others.
 */
final class PolicyStep {
    private final OwnedLane lane;
    private final LaneLedger ledger;
    private final SigningGate gate;
    private final Outcomes outcomes;
    private final LaneWhy why;
    /** Nobody else lets calls of the lane wait: what is false stays so until it is done here. */
    private boolean someAwait = true;

    PolicyStep(OwnedLane lane, LaneLedger ledger, SigningGate gate, Outcomes outcomes, LaneWhy why) {
        this.lane = lane;
        this.ledger = ledger;
        this.gate = gate;
        this.outcomes = outcomes;
        this.why = why;
    }

    /** A call that may take a nonce. */
    record Cleared(CallRecord call, long gasLimit, Fee fee, Optional<FeePayers.Payer> payer, String decision,
            List<Budgets.Spend> charges) {}

    /**
     * What a batch came to, in accept order.
     *
     * @param asked what people are asked for
     * @param awaiting calls that wait for that, or behind one that does
     */
    record Judged(List<Cleared> cleared, List<CallOutcome> rejected, List<ApprovalRecord> asked,
            List<CallRecord> awaiting) {
        static final Judged NOTHING = new Judged(List.of(), List.of(), List.of(), List.of());

        boolean movesOn() {
            return !cleared.isEmpty() || !rejected.isEmpty() || !awaiting.isEmpty();
        }
    }

    /** Lets calls wait whose ordering key has an earlier call that waits for people; answers the others. */
    List<CallRecord> withoutWaiting(List<CallRecord> calls) {
        Set<String> keys = calls.stream().map(CallRecord::orderingKey).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (keys.isEmpty() || !someAwait) {
            return calls;
        }
        someAwait = ledger.calls().anyAwaits(lane.id());
        Set<String> waiting = ledger.calls().awaitingKeys(lane.id(), keys);
        List<CallRecord> behind = calls.stream().filter(call -> isOf(waiting, call)).toList();
        if (!behind.isEmpty()) {
            ledger.transactions().commit(() -> {
                ledger.lanes().check(lane.lease());
                ledger.calls().await(behind);
            });
        }
        return calls.stream().filter(call -> !isOf(waiting, call)).toList();
    }

    private static boolean isOf(Set<String> keys, CallRecord call) {
        String key = call.orderingKey();
        return key != null && keys.contains(key);
    }

    Judged run(List<SimulationStep.Passed> passed, FeePolicy.Offers offers) {
        List<Proposal> proposals = passed.stream().map(each -> new Proposal(each.call(),
                lane.chain().client().chainId(), lane.sender(), each.gasLimit(),
                offers.of(each), null)).toList();
        List<Verdict> verdicts = gate.rules().judge(lane.keyAlias(), proposals);
        Sorting sorting = new Sorting(gate.budgets().purse(lane.id(), verdicts.stream()
                .filter(Verdict.Cleared.class::isInstance)
                .flatMap(verdict -> ((Verdict.Cleared) verdict).charges().stream()).toList()),
                keysOut(passed, verdicts));
        for (int i = 0; i < passed.size(); i++) {
            sorting.sort(proposals.get(i), passed.get(i).payer(), verdicts.get(i));
        }
        someAwait |= !sorting.awaiting.isEmpty();
        return new Judged(sorting.cleared, sorting.rejected, sorting.asked, sorting.awaiting);
    }

    /** Of the ordering keys of calls that may have to be rejected. */
    private Set<String> keysOut(List<SimulationStep.Passed> passed, List<Verdict> verdicts) {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < passed.size(); i++) {
            String key = passed.get(i).call().orderingKey();
            boolean granted = verdicts.get(i) instanceof Verdict.Cleared cleared && cleared.charges().isEmpty();
            if (key != null && !granted) {
                keys.add(key);
            }
        }
        return keys.isEmpty() ? Set.of() : ledger.calls().keysOut(lane.id(), keys);
    }

    /** Puts the calls of a batch, one after the other, where they belong. */
    private final class Sorting {
        private final Budgets.Purse purse;
        /** Ordering keys with calls under way. */
        private final Set<String> out;
        private final Set<String> waiting = new HashSet<>();
        private final Set<String> later = new HashSet<>();
        private final List<Cleared> cleared = new ArrayList<>();
        private final List<CallOutcome> rejected = new ArrayList<>();
        private final List<ApprovalRecord> asked = new ArrayList<>();
        private final List<CallRecord> awaiting = new ArrayList<>();

        Sorting(Budgets.Purse purse, Set<String> out) {
            this.purse = purse;
            this.out = new HashSet<>(out);
        }

        void sort(Proposal proposal, Optional<FeePayers.Payer> payer, Verdict verdict) {
            CallRecord call = proposal.call();
            if (isOf(waiting, call)) {
                awaiting.add(call);
                return;
            }
            if (isOf(later, call)) {
                return;
            }
            switch (verdict) {
                case Verdict.Cleared allowed -> clear(proposal, payer, allowed);
                case Verdict.Refused refused -> reject(call, refused.problem(), refused.reason());
                case Verdict.Awaits awaits -> await(call, awaits.ask());
                case Verdict.NotNow notNow -> passOver(call, notNow.code(), notNow.reason());
            }
        }

        private void clear(Proposal proposal, Optional<FeePayers.Payer> payer, Verdict.Cleared allowed) {
            CallRecord call = proposal.call();
            Optional<String> lacking = purse.promise(allowed.charges());
            if (lacking.isPresent()) {
                reject(call, ProblemCode.BUDGET_EXHAUSTED, lacking.get());
                return;
            }
            cleared.add(new Cleared(call, proposal.gasLimit(), proposal.fee(), payer, allowed.decision(),
                    allowed.charges()));
            add(out, call);
        }

        private void reject(CallRecord call, ProblemCode problem, String reason) {
            if (isOf(out, call)) {
                passOver(call, "held-by-policy", "call " + call.id() + " is refused once the earlier calls of its"
                        + " ordering key are final: " + reason);
            } else {
                rejected.add(outcomes.rejected(call, lane.sender().checksummed(), problem, reason));
            }
        }

        private void await(CallRecord call, @Nullable ApprovalRecord ask) {
            awaiting.add(call);
            if (ask != null) {
                asked.add(ask);
            }
            add(waiting, call);
        }

        private void passOver(CallRecord call, String code, String reason) {
            why.waits(code, reason);
            add(later, call);
        }

        private static void add(Set<String> keys, CallRecord call) {
            String key = call.orderingKey();
            if (key != null) {
                keys.add(key);
            }
        }
    }
}
