package io.enterpriseproxy.server.confirm;

import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.server.lane.OwnedLane;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.outcome.Outcomes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds out why calls reverted. A receipt does not say, so the calls are tried again on the states around their block:
 * after the block, where what made them fail is there, then before it.
 */
final class RevertReplay {
    private final Outcomes outcomes;

    RevertReplay(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** A call, and the receipt that says it failed. */
    record Failed(CallRecord call, Receipt receipt) {}

    /** By transaction hash. Asks the node, some times per block: not for a lane's turn, nor inside a commit. */
    Map<String, RevertReason> reasons(OwnedLane lane, List<Failed> failed) {
        Map<String, RevertReason> reasons = new HashMap<>();
        failed.stream().collect(Collectors.groupingBy(each -> each.receipt().blockNumber()))
                .forEach((block, inBlock) -> {
                    List<Failed> open = inBlock;
                    for (long state : List.of(block, block - 1)) {
                        open = ask(lane, open, state, reasons);
                    }
                    open.forEach(each -> reasons.put(each.receipt().transactionHash(), lane.chain().client()
                            .failure(each.receipt().transactionHash()).map(RevertReason::ofChain)
                            .orElseGet(() -> reason(each, new byte[0]))));
                });
        return reasons;
    }

    /** Those that do not revert on this state. */
    private List<Failed> ask(OwnedLane lane, List<Failed> failed, long state, Map<String, RevertReason> reasons) {
        if (failed.isEmpty()) {
            return failed;
        }
        ChainClient client = lane.chain().client();
        List<CallOutcome> answers = client.call(failed.stream().map(Failed::call)
                .map(call -> new CallRequest(lane.sender(), call.to(), call.value(), call.input())).toList(), state);
        List<Failed> open = new ArrayList<>();
        for (int i = 0; i < failed.size(); i++) {
            Failed each = failed.get(i);
            if (answers.get(i) instanceof CallOutcome.Reverts reverts) {
                reasons.put(each.receipt().transactionHash(), reason(each, reverts.data()));
            } else {
                open.add(each);
            }
        }
        return open;
    }

    private RevertReason reason(Failed failed, byte[] data) {
        return outcomes.abi(failed.call()).revertReason(data);
    }
}
