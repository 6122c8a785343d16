package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.Proposal;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.Verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands before every signature: what is stopped, the rules of keys, their budgets, the approvals that they ask for, who
 * pays for gas, and whether there is money for it.
 */
public record SigningGate(StopCheck stops, SigningRules rules, Budgets budgets, ApprovalRows approvals,
        GasBalances balances, FeePayers payers) {

    /** Who pays for a call's gas, and that of what takes its place, instead of its sender. */
    Optional<FeePayers.Payer> payer(Chain chain, CallRecord call) {
        return chain.codec().hasFeePayers() ? payers.of(call) : Optional.empty();
    }

    /** The rules, and for what others pay for whether they may and can. */
    List<Verdict> judge(OwnedLane lane, List<Proposal> proposals) {
        List<Verdict> verdicts = rules.judge(lane.keyAlias(), proposals);
        if (!lane.chain().codec().hasFeePayers()) {
            return verdicts;
        }
        List<Verdict> all = new ArrayList<>(verdicts.size());
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            all.add(verdict instanceof Verdict.Cleared
                    ? keeping(lane, payer(lane.chain(), proposals.get(i).call())).orElse(verdict)
                    : verdict);
        }
        return all;
    }

    /** What keeps a call of the lane from being paid for now. */
    private Optional<Verdict> keeping(OwnedLane lane, Optional<FeePayers.Payer> payer) {
        boolean senderPays = payer.isEmpty() || payer.get().percent() < 100;
        Optional<Verdict> low = senderPays ? balances.low(lane).map(SigningGate::low) : Optional.empty();
        return payer.isEmpty() || low.isPresent()
                ? low
                : stopped(lane.chain(), payer).<Verdict>map(why -> new Verdict.NotNow("stopped", why))
                        .or(() -> payers.resting(payer.get().key())
                                .map(why -> new Verdict.NotNow(ProblemCode.KEY_UNAVAILABLE.slug(), why)))
                        .or(() -> balances.low(lane.chain(), payer.get()).map(SigningGate::low));
    }

    /** Why a fee payer's key may not sign; empty if it may, or there is none. */
    Optional<String> stopped(Chain chain, Optional<FeePayers.Payer> payer) {
        return payer.flatMap(found -> stops.why(found.key(), chain.name()));
    }

    private static Verdict low(String why) {
        return new Verdict.NotNow("low-balance", why);
    }
}
