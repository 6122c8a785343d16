package io.enterpriseproxy.server.outcome;

import io.enterpriseproxy.chain.CallOutcome.Reverts;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.OutcomeStatus;
import io.enterpriseproxy.mapping.RenderOutcome;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.catalog.ContractCatalog;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.ledger.CallOutcome;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.NewWriteBack;
import io.enterpriseproxy.server.ledger.StoredAttempt;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes outcomes of calls: the row's new state, its JSON for the API, and a rendered result for each of the mapping's
 * write-back rules that asks for it. Pure but for the catalogs; nothing is stored here.
 */
public final class Outcomes {
    private final MappingCatalog mappings;
    private final ContractCatalog contracts;

    public Outcomes(MappingCatalog mappings, ContractCatalog contracts) {
        this.mappings = mappings;
        this.contracts = contracts;
    }

    /** accepted -> rejected: the simulation shows that the contract refuses it. */
    public CallOutcome rejected(CallRecord call, String sender, Reverts reverts) {
        RevertReason reason = abi(call).revertReason(reverts.data());
        return rejected(call, sender, CallError.ofRevert(mapping(call), reason, ProblemCode.SIMULATION_REVERTED));
    }

    /** accepted -> rejected: it can never be signed. */
    public CallOutcome rejected(CallRecord call, String sender, ProblemCode problem, String message) {
        return rejected(call, sender, CallError.of(problem, message));
    }

    private CallOutcome rejected(CallRecord call, String sender, CallError error) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error", error.tree());
        return outcome(call, CallState.REJECTED, OutcomeStatus.REJECTED, null, tree, sender);
    }

    /**
     * signed -> mined, confirmed or reverted: it is in a block.
     *
     * @param revert why it reverted; null if it did not
     * @param isFinal whether the block is deep enough already
     */
    public CallOutcome inBlock(CallRecord call, StoredAttempt attempt, String sender, Receipt receipt,
            @Nullable RevertReason revert, boolean isFinal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("transaction", OutcomeTrees.transaction(call, attempt, sender));
        tree.put("receipt", OutcomeTrees.receipt(receipt));
        tree.put("events", OutcomeTrees.events(abi(call).events(receipt.logs(), call.to())));
        if (!receipt.success()) {
            RevertReason reason = revert == null ? abi(call).revertReason(new byte[0]) : revert;
            tree.put("error", CallError.ofRevert(mapping(call), reason, ProblemCode.CONTRACT_REVERTED).tree());
        }
        Block block = new Block(receipt.blockNumber(), receipt.blockHash());
        if (!isFinal) {
            return outcome(call, CallState.MINED, OutcomeStatus.MINED, block, tree, sender);
        }
        return finalOutcome(call, receipt.success(), block, tree, sender);
    }

    /** mined -> confirmed or reverted: its block is deep enough. */
    public CallOutcome deepEnough(CallRecord mined, String sender) {
        Map<String, Object> tree = OutcomeTrees.readObject(stored(mined));
        Block block = new Block(java.util.Objects.requireNonNull(mined.blockNumber()),
                java.util.Objects.requireNonNull(mined.blockHash()));
        return finalOutcome(mined, !tree.containsKey("error"), block, tree, sender);
    }

    /** mined -> signed: its block is not in the chain any more. */
    public CallOutcome retracted(CallRecord mined, String sender) {
        return outcome(mined, CallState.SIGNED, OutcomeStatus.RETRACTED, null, OutcomeTrees.readObject(stored(mined)),
                sender);
    }

    /** signed or accepted -> cancelled. */
    public CallOutcome cancelled(CallRecord call, String sender, ProblemCode problem, String message) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error", CallError.of(problem, message).tree());
        return outcome(call, CallState.CANCELLED, OutcomeStatus.CANCELLED, null, tree, sender);
    }

    private record Block(long number, String hash) {}

    private CallOutcome finalOutcome(CallRecord call, boolean success, Block block, Map<String, Object> tree,
            String sender) {
        return success
                ? outcome(call, CallState.CONFIRMED, OutcomeStatus.CONFIRMED, block, tree, sender)
                : outcome(call, CallState.REVERTED, OutcomeStatus.REVERTED, block, tree, sender);
    }

    private CallOutcome outcome(CallRecord call, CallState state, OutcomeStatus status, @Nullable Block block,
            Map<String, Object> tree, String sender) {
        String errorCode = tree.get("error") instanceof Map<?, ?> error ? String.valueOf(error.get("code")) : null;
        List<NewWriteBack> writeBacks = writeBacks(call, status, tree, sender);
        boolean back = status == OutcomeStatus.RETRACTED;
        return new CallOutcome(call, state, block == null ? null : block.number(), block == null ? null : block.hash(),
                back ? null : OutcomeTrees.write(tree), back ? null : errorCode, writeBacks);
    }

    private List<NewWriteBack> writeBacks(CallRecord call, OutcomeStatus status, Map<String, Object> tree,
            String sender) {
        String word = status.name().toLowerCase(Locale.ROOT);
        List<NewWriteBack> writeBacks = new ArrayList<>();
        Map<String, Object> view = new LinkedHashMap<>();
        for (WriteBack rule : mapping(call).writeBacks()) {
            if (!rule.on().contains(status)) {
                continue;
            }
            if (view.isEmpty()) {
                view.put("event", OutcomeTrees.read(call.event()));
                view.put("call", OutcomeTrees.call(call, word, sender));
                view.putAll(tree);
            }
            writeBacks.add(switch (rule.render(view)) {
                case RenderOutcome.Rendered rendered -> new NewWriteBack(rule.index(), word, rendered.payload(), null);
                case RenderOutcome.Refused refused ->
                    new NewWriteBack(rule.index(), word, "", refused.problem().message());
            });
        }
        return writeBacks;
    }

    private static String stored(CallRecord mined) {
        return java.util.Objects.requireNonNull(mined.outcome(), "a mined call has its outcome stored");
    }

    private Mapping mapping(CallRecord call) {
        return mappings.version(call.mapping(), call.mappingVersion()).mapping();
    }

    /** The ABI of the call's contract. */
    public ContractAbi abi(CallRecord call) {
        return contracts.abi(call.contract());
    }
}
