package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.AnchorTree;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.mapping.event.JsonText;
import io.enterpriseproxy.mapping.privacy.Masking;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.ledger.AnchorRecord;
import io.enterpriseproxy.server.ledger.AnchorRows;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.privacy.Masks;
import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Makes proofs of anchored records. A proof shows its record in clear: where that has something sensitive, it is for those
 * only who may see it, and it is kept who did.
 */
public final class AnchorProofs {
    private final AnchorRows rows;
    private final CallProgress calls;
    private final Chains chains;
    private final Masks masks;
    private final LedgerTransactions transactions;
    private final AuditTrail audit;

    AnchorProofs(AnchorRows rows, CallProgress calls, Chains chains, Masks masks, LedgerTransactions transactions,
            AuditTrail audit) {
        this.rows = rows;
        this.calls = calls;
        this.chains = chains;
        this.masks = masks;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** What became of a wish for a proof. */
    public sealed interface Outcome {
        /** Here it is. */
        record Proved(AnchorProof proof) implements Outcome {}

        /** There is none. */
        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * The proof of a record.
     *
     * @param actor who asks
     * @param seesAll whether he may see what is sensitive
     */
    public Outcome of(CallRecord call, String actor, boolean seesAll) {
        Optional<AnchorRows.Leaf> leaf = rows.leaf(call.seq());
        if (leaf.isEmpty()) {
            return refused(ProblemCode.NOT_FOUND, "the call is no anchored record, so there is no proof of it");
        }
        byte @Nullable [] salt = leaf.get().salt();
        if (salt == null || call.purged()) {
            return refused(ProblemCode.NOT_FOUND, "the record is purged or erased, and its salt with it");
        }
        Optional<AnchorRecord> anchor = Optional.ofNullable(leaf.get().anchor()).flatMap(rows::find);
        Optional<AnchorProof.Place> place = anchor.flatMap(this::place);
        if (anchor.isEmpty() || place.isEmpty()) {
            return refused(ProblemCode.NOT_IN_THIS_STATE, "the record is not anchored yet: "
                    + anchor.map(tree -> tree.why() == null
                            ? "the root of its tree " + tree.id() + " is not final"
                            : tree.why()).orElse("it is in no tree yet"));
        }
        if (hidesSomething(call)) {
            if (!seesAll) {
                return refused(ProblemCode.FORBIDDEN, "a proof shows its record in clear, and this one has something"
                        + " sensitive; only a privacy officer gets it");
            }
            transactions.commit(() -> audit.record(actor, "anchor.prove", call.id().toString(), null));
        }
        return new Outcome.Proved(proof(call, salt, leaf.get(), anchor.get(), place.get()));
    }

    /** As its call has it, which a reorg may have put elsewhere since it was anchored; as it was then, once that call is purged. */
    private Optional<AnchorProof.Place> place(AnchorRecord anchor) {
        Optional<CallRecord> root = Optional.ofNullable(anchor.callId()).flatMap(calls::byId)
                .filter(call -> !call.purged() && chains.has(call.chain()));
        return anchor.place() == null || root.isEmpty()
                ? Optional.ofNullable(anchor.place())
                : root.filter(call -> call.state() == CallState.CONFIRMED).map(call -> RootPlace.of(call, chains));
    }

    private boolean hidesSomething(CallRecord call) {
        Masking masking = masks.ofCall(call);
        if (masking.isNone()) {
            return false;
        }
        Object record = EventFormat.readStored(call.arguments());
        return !JsonText.canonical(masking.tree(record)).equals(JsonText.canonical(record));
    }

    private AnchorProof proof(CallRecord call, byte[] salt, AnchorRows.Leaf leaf, AnchorRecord anchor,
            AnchorProof.Place place) {
        AnchorTree tree = AnchorTree.of(rows.leaves(anchor.number()));
        return new AnchorProof(AnchorProof.VERSION, call.arguments(), Hex.encode(salt), Hex.encode(leaf.leaf()),
                tree.path(leaf.index()).stream().map(Hex::encode).toList(), Hex.encode(anchor.root()), place);
    }

    private static Outcome refused(ProblemCode code, String message) {
        return new Outcome.Refused(Problem.of(code, message));
    }
}
