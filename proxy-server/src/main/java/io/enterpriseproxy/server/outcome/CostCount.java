package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CostKey;
import io.enterpriseproxy.server.ledger.CostSum;
import io.enterpriseproxy.server.ledger.GasCost;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What outcomes add to the sums of costs: each call when it ends. One that was final and is taken back by a reorg takes its
 * part out of the day on which it had ended. A call that is tried again ends twice, and counts twice.
 */
final class CostCount {
    private CostCount() {}

    /** @param now the end of those that are final */
    static Map<CostKey, CostSum> of(List<CallOutcome> outcomes, Instant now) {
        Map<CostKey, CostSum> sums = new LinkedHashMap<>();
        for (CallOutcome outcome : outcomes) {
            CallRecord before = outcome.call();
            if (before.state().isFinal()) {
                Instant ended = Objects.requireNonNull(before.finishedAt(), "a final call has ended");
                sums.merge(key(outcome, before.state(), ended), sum(outcome).negated(), CostSum::plus);
            }
            if (outcome.state().isFinal()) {
                sums.merge(key(outcome, outcome.state(), now), sum(outcome), CostSum::plus);
            }
        }
        return sums;
    }

    private static CostKey key(CallOutcome outcome, CallState state, Instant ended) {
        CallRecord call = outcome.call();
        GasCost cost = outcome.cost();
        return new CostKey(ended.atZone(ZoneOffset.UTC).toLocalDate(), call.chain(), call.lane(), call.mapping(),
                Objects.requireNonNullElse(SourceJson.client(call.source()), ""), cost == null ? null : cost.payer(),
                state);
    }

    private static CostSum sum(CallOutcome outcome) {
        return Optional.ofNullable(outcome.cost()).map(CostSum::of).orElse(CostSum.FREE);
    }
}
