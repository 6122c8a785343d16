package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.util.List;

/**
 * Finds out why a call reverted. A receipt does not say, so the call is tried again on the states around its block: after
 * the block, where what made it fail is there, then before it.
 */
final class RevertReplay {
    private final Outcomes outcomes;

    RevertReplay(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    RevertReason reason(OwnedLane lane, CallRecord call, Receipt receipt) {
        CallRequest request = new CallRequest(lane.sender(), call.to(), call.value(), call.input());
        for (long block : List.of(receipt.blockNumber(), receipt.blockNumber() - 1)) {
            if (lane.chain().client().call(request, block) instanceof CallOutcome.Reverts reverts) {
                return outcomes.abi(call).revertReason(reverts.data());
            }
        }
        return outcomes.abi(call).revertReason(new byte[0]);
    }
}
