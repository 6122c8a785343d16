package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallRecord;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tries calls before they take a nonce. A call that fails is rejected only when nothing of its lane is out or planned
 * before it, since an earlier call may be what makes it pass; else the lane holds there until the earlier ones are mined.
 */
final class SimulationStep {
    private final OwnedLane lane;
    private final CallProgress ledger;
    private final SigningGate gate;

    SimulationStep(OwnedLane lane, CallProgress ledger, SigningGate gate) {
        this.lane = lane;
        this.ledger = ledger;
        this.gate = gate;
    }

    /** A call that may take a nonce. */
    record Passed(CallRecord call, long gasLimit, Optional<FeePayers.Payer> payer) {}

    /** A call that the contract refuses. */
    record Failed(CallRecord call, CallOutcome.Reverts reverts) {}

    /**
     * What a batch came to, in accept order.
     *
     * @param heldBy the call at which the lane holds, and {@code why}; null if it goes on
     * @param held whether it holds for earlier calls, rather than for the node
     */
    record Tried(List<Passed> passed, List<Failed> failed, @Nullable CallRecord heldBy, @Nullable String why,
            boolean held) {}

    /** What decides which keys sign. */
    private record Signing(AccountRole role, Optional<FeePayers.Payer> payer) {}

    Tried run(List<CallRecord> calls, SigningAccount account, boolean earlierOnesAreOut) {
        List<CallRecord> asked = calls.stream().filter(SimulationStep::isTried).toList();
        List<CallOutcome> answers = asked.isEmpty()
                ? List.of()
                : lane.chain().client().estimate(asked.stream().map(this::request).toList());
        List<Passed> passed = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        int answer = 0;
        Map<Signing, Integer> furtherKeys = new HashMap<>();
        for (CallRecord call : calls) {
            if (!isTried(call)) {
                passed.add(new Passed(call, Objects.requireNonNull(call.gasLimit()), gate.payer(lane.chain(), call)));
                continue;
            }
            switch (answers.get(answer++)) {
                case CallOutcome.Succeeds succeeds -> {
                    Optional<FeePayers.Payer> payer = gate.payer(lane.chain(), call);
                    Signing signing = new Signing(lane.chain().codec().role(call.to(), call.input()), payer);
                    int further = furtherKeys.computeIfAbsent(signing,
                            each -> SigningGate.furtherKeys(lane.chain(), account, each.role(), each.payer()));
                    long more = lane.chain().codec().moreGas(request(call),
                            payer.map(FeePayers.Payer::party).orElse(null), further);
                    passed.add(new Passed(call, gasLimit(call, succeeds.gas() + more), payer));
                }
                case CallOutcome.Reverts reverts when passed.isEmpty() && !earlierOnesAreOut && !isBehindMined(call) ->
                    failed.add(new Failed(call, reverts));
                case CallOutcome.Reverts reverts -> {
                    return new Tried(passed, failed, call, reverts.message(), true);
                }
                case CallOutcome.Unknown unknown -> {
                    return new Tried(passed, failed, call, unknown.reason(), false);
                }
            }
        }
        return new Tried(passed, failed, null, null, false);
    }

    private CallRequest request(CallRecord call) {
        return new CallRequest(lane.sender(), call.to(), call.value(), call.input());
    }

    /** The result of an earlier call of its ordering key comes first, and a reorg may still change what it rests on. */
    private boolean isBehindMined(CallRecord call) {
        String key = call.orderingKey();
        return key != null && ledger.anyMined(lane.id(), key);
    }

    private static boolean isTried(CallRecord call) {
        return call.simulate() || call.gasLimit() == null;
    }

    private long gasLimit(CallRecord call, long estimate) {
        Long fixed = call.gasLimit();
        return fixed != null
                ? fixed
                : new BigDecimal(estimate).multiply(lane.chain().policy().gas().estimateMultiple())
                        .setScale(0, RoundingMode.CEILING)
                        .longValueExact();
    }
}
