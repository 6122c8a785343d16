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
import io.enterpriseproxy.server.ledger.LaneAction;
import io.enterpriseproxy.server.ledger.LaneRequest;
import io.enterpriseproxy.server.ledger.NewWriteBack;
import io.enterpriseproxy.server.ledger.SentAttempt;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
    public CallOutcome inBlock(CallRecord call, SentAttempt attempt, String sender, Receipt receipt,
            @Nullable RevertReason revert, boolean isFinal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("transaction", OutcomeTrees.transaction(call, attempt, sender));
        tree.put("receipt", OutcomeTrees.receipt(receipt, attempt.payer()));
        tree.put("events", OutcomeTrees.events(abi(call).events(receipt.logs(), call.to())));
        if (!receipt.success()) {
            RevertReason reason = revert == null ? abi(call).revertReason(new byte[0]) : revert;
            tree.put("error", CallError.ofRevert(mapping(call), reason, ProblemCode.CONTRACT_REVERTED).tree());
        }
        Block block = new Block(receipt.blockNumber(), receipt.blockHash());
        if (!isFinal) {
            return outcome(call, CallState.MINED, OutcomeStatus.MINED, block, tree, sender);
        }
        return finalOutcome(call, block, tree, sender);
    }

    /**
     * signed -> mined or cancelled: a transaction to oneself is in a block in its place.
     *
     * @param request why
     */
    public CallOutcome cancelledInBlock(CallRecord call, SentAttempt attempt, String sender, Receipt receipt,
            LaneRequest request, boolean isFinal) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("transaction", OutcomeTrees.transaction(call, attempt, sender));
        tree.put("receipt", OutcomeTrees.receipt(receipt, attempt.payer()));
        ProblemCode problem = request.action() == LaneAction.FILL
                ? ProblemCode.TRANSACTION_REFUSED
                : ProblemCode.CANCELLED;
        tree.put("error", CallError.of(problem, request.reason()).tree());
        Block block = new Block(receipt.blockNumber(), receipt.blockHash());
        return isFinal
                ? finalOutcome(call, block, tree, sender)
                : outcome(call, CallState.MINED, block, tree, List.of());
    }

    /** mined -> confirmed, reverted or cancelled: its block is deep enough. */
    public CallOutcome deepEnough(CallRecord mined, String sender) {
        Map<String, Object> tree = OutcomeTrees.readObject(stored(mined));
        Block block = new Block(Objects.requireNonNull(mined.blockNumber()),
                Objects.requireNonNull(mined.blockHash()));
        return finalOutcome(mined, block, tree, sender);
    }

    /**
     * mined, or even final -> signed: its block is not in the chain any more. If any rule was told of it, those that name
     * {@code retracted} are told this; what was final says until it is mined again that it is not.
     */
    public CallOutcome retracted(CallRecord call, String sender) {
        Map<String, Object> tree = OutcomeTrees.readObject(stored(call));
        Set<OutcomeStatus> told = call.state() == CallState.MINED
                ? (finalState(tree) == CallState.CANCELLED ? Set.of() : EnumSet.of(OutcomeStatus.MINED))
                : EnumSet.of(OutcomeStatus.MINED, OutcomeStatus.valueOf(call.state().name()));
        CallError deep = call.state().isFinal()
                ? CallError.of(ProblemCode.DEEP_REORG,
                        "block " + call.blockNumber() + " had been final for this call, and"
                                + " the chain has another in its place; the same transaction is sent again")
                : null;
        if (deep != null) {
            tree.put("error", deep.tree());
        }
        boolean anyRuleWasTold = mapping(call).writeBacks().stream()
                .anyMatch(rule -> rule.on().stream().anyMatch(told::contains));
        List<NewWriteBack> writeBacks = anyRuleWasTold
                ? writeBacks(call, OutcomeStatus.RETRACTED, tree, sender)
                : List.of();
        return new CallOutcome(call, CallState.SIGNED, null, null,
                deep == null ? null : OutcomeTrees.write(Map.of("error", deep.tree())),
                deep == null ? null : deep.code(), OutcomeTrees.cost(tree), writeBacks);
    }

    /** signed or accepted -> cancelled. */
    public CallOutcome cancelled(CallRecord call, String sender, ProblemCode problem, String message) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error", CallError.of(problem, message).tree());
        return outcome(call, CallState.CANCELLED, OutcomeStatus.CANCELLED, null, tree, sender);
    }

    /**
     * awaiting-anchor -> confirmed: the root of the record's tree is final.
     *
     * @param root outcome of the call that put it there, as its row has it
     * @param anchor what write-backs see as {@code anchor}
     */
    public CallOutcome anchored(CallRecord call, String sender, String root, Map<String, Object> anchor) {
        Map<String, Object> ofRoot = OutcomeTrees.readObject(root);
        Map<String, Object> tree = new LinkedHashMap<>();
        List.of("transaction", "receipt").forEach(part -> tree.put(part, Objects.requireNonNull(ofRoot.get(part))));
        tree.put("anchor", anchor);
        // Without a block of its own: after a reorg it is the root's call that is looked at, not each of its records.
        return outcome(call, CallState.CONFIRMED, OutcomeStatus.CONFIRMED, null, tree, sender);
    }

    private record Block(long number, String hash) {}

    private CallOutcome finalOutcome(CallRecord call, Block block, Map<String, Object> tree, String sender) {
        CallState state = finalState(tree);
        return outcome(call, state, OutcomeStatus.valueOf(state.name()), block, tree, sender);
    }

    /** What a transaction in a deep block means for the call. */
    private static CallState finalState(Map<String, Object> tree) {
        if (!(tree.get("error") instanceof Map<?, ?> error)) {
            return CallState.CONFIRMED;
        }
        return ProblemCode.CONTRACT_REVERTED.slug().equals(error.get("problem"))
                ? CallState.REVERTED
                : CallState.CANCELLED;
    }

    private CallOutcome outcome(CallRecord call, CallState state, OutcomeStatus status, @Nullable Block block,
            Map<String, Object> tree, String sender) {
        return outcome(call, state, block, tree, writeBacks(call, status, tree, sender));
    }

    private static CallOutcome outcome(CallRecord call, CallState state, @Nullable Block block,
            Map<String, Object> tree, List<NewWriteBack> writeBacks) {
        String errorCode = tree.get("error") instanceof Map<?, ?> error ? String.valueOf(error.get("code")) : null;
        if (block == null) {
            // Whatever the tree shows, no transaction in a block is its own: it has cost nothing.
            return new CallOutcome(call, state, null, null, OutcomeTrees.write(tree), errorCode, null, writeBacks);
        }
        return new CallOutcome(call, state, block.number(), block.hash(), OutcomeTrees.write(tree), errorCode,
                OutcomeTrees.cost(tree), writeBacks);
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
                case RenderOutcome.Rendered rendered ->
                    new NewWriteBack(rule.index(), rule.target(), word, rendered.payload(), null);
                case RenderOutcome.Refused refused ->
                    new NewWriteBack(rule.index(), rule.target(), word, "", refused.problem().message());
            });
        }
        return writeBacks;
    }

    private static String stored(CallRecord mined) {
        return Objects.requireNonNull(mined.outcome(), "a mined call has its outcome stored");
    }

    private Mapping mapping(CallRecord call) {
        return mappings.version(call.mapping(), call.mappingVersion()).mapping();
    }

    /** The ABI of the call's contract. */
    public ContractAbi abi(CallRecord call) {
        return contracts.abi(call.contract());
    }
}
