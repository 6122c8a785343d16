package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.Verdict;

import java.time.Clock;
import java.util.Optional;

/**
 * What stands before every signature: what is stopped, how long a chain is used, the rules of keys, their budgets, the approvals that they ask for, who
 * pays for gas, and whether there is money for it.
 */
public record SigningGate(StopCheck stops, SigningRules rules, Budgets budgets, ApprovalRows approvals,
        GasBalances balances, FeePayers payers, Clock clock) {

    /** Why nothing new is signed for a chain now; what was signed before goes on. Empty if it is. */
    Optional<Verdict.NotNow> outOfTime(Chain chain) {
        return chain.terms().outOfTime(clock.instant()).map(why -> new Verdict.NotNow("out-of-time", why));
    }

    /**
     * Who pays for a call's gas instead of its sender.
     *
     * @throws NotConfiguredException if the key is not in the configuration any more
     */
    Optional<FeePayers.Payer> payer(Chain chain, CallRecord call) {
        return chain.codec().hasFeePayers() ? payers.of(call) : Optional.empty();
    }

    /** What keeps a new call of the lane from being paid for now; empty if nothing does. */
    Optional<Verdict.NotNow> kept(OwnedLane lane, CallRecord call) {
        Optional<FeePayers.Payer> payer;
        try {
            payer = payer(lane.chain(), call);
        } catch (NotConfiguredException gone) {
            return Optional
                    .of(new Verdict.NotNow(ProblemCode.NOT_CONFIGURED.slug(), String.valueOf(gone.getMessage())));
        }
        boolean senderPays = payer.isEmpty() || payer.get().percent() < 100;
        return payer.flatMap(found -> silent(lane.chain(), found))
                .or(() -> senderPays ? balances.low(lane).map(SigningGate::low) : Optional.empty())
                .or(() -> payer.flatMap(found -> balances.low(lane.chain(), found)).map(SigningGate::low));
    }

    /** Why a fee payer's key does not sign now; empty if it does. */
    Optional<Verdict.NotNow> silent(Chain chain, FeePayers.Payer payer) {
        return stops.why(payer.key(), chain.name()).map(why -> new Verdict.NotNow("stopped", why))
                .or(() -> payers.resting(payer.key())
                        .map(why -> new Verdict.NotNow(ProblemCode.KEY_UNAVAILABLE.slug(), why)));
    }

    /** Keys that may have to sign beyond one of the sender and one of the fee payer. */
    static int furtherKeys(Chain chain, SigningAccount account, AccountRole role, Optional<FeePayers.Payer> payer) {
        return account.furtherKeys(chain, role)
                + payer.map(found -> found.account().furtherKeys(chain, AccountRole.FEE_PAYER)).orElse(0);
    }

    private static Verdict.NotNow low(String why) {
        return new Verdict.NotNow("low-balance", why);
    }
}
