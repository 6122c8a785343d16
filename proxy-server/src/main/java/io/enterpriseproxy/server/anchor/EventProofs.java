package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.BlockEvidence;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Log;
import io.enterpriseproxy.chain.Receipt;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.EventProof;
import io.enterpriseproxy.chain.proof.ReceiptTrie;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.event.EventFormat;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.config.BlockAnchorConfig;
import io.enterpriseproxy.server.ledger.BlockAnchorRows;
import io.enterpriseproxy.server.ledger.BlockAnchorRows.AnchoredBlock;
import io.enterpriseproxy.server.ledger.CallProgress;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.CallState;
import io.enterpriseproxy.server.ledger.CallStatus;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes proofs of events on a chain whose blocks are anchored on another. A node of the chain has to have the blocks still. */
public final class EventProofs {
    /** Each adds the headers of a span to the proof. */
    private static final int MOST_TRIED = 10;

    private final Map<String, BlockAnchorConfig> places;
    private final Chains chains;
    private final BlockAnchorRows rows;
    private final CallProgress calls;

    EventProofs(Map<String, BlockAnchorConfig> places, Chains chains, BlockAnchorRows rows, CallProgress calls) {
        this.places = Map.copyOf(places);
        this.chains = chains;
        this.rows = rows;
        this.calls = calls;
    }

    /** What became of a wish for a proof. */
    public sealed interface Outcome {
        /** Here it is; every hash of it was computed again. */
        record Proved(EventProof proof) implements Outcome {}

        /** There is none. */
        record Refused(Problem problem) implements Outcome {}
    }

    /**
     * The proof of an event.
     *
     * @param name of the place where its chain's blocks are anchored
     * @param transaction hash of the one that emitted it, in lower case
     * @param logIndex among all logs of its block; null: the first of the transaction
     */
    public Outcome of(String name, String transaction, @Nullable Integer logIndex) {
        BlockAnchorConfig place = places.get(name);
        if (place == null) {
            return refused(ProblemCode.NOT_FOUND, "no blocks are anchored under the name " + name);
        }
        try {
            return find(name, place, transaction, logIndex);
        } catch (ChainUnavailableException unavailable) {
            return refused(ProblemCode.NODE_UNAVAILABLE, String.valueOf(unavailable.getMessage()));
        }
    }

    private Outcome find(String name, BlockAnchorConfig place, String transaction, @Nullable Integer logIndex) {
        Chain chain = chains.get(place.chain());
        Optional<Receipt> receipt = chain.client().receipt(transaction);
        if (receipt.isEmpty()) {
            return refused(ProblemCode.NOT_FOUND, "the chain " + place.chain() + " has no transaction " + transaction);
        }
        List<Log> logs = receipt.get().logs();
        int log = 0;
        while (log < logs.size() && logIndex != null && logs.get(log).index() != logIndex) {
            log++;
        }
        if (log == logs.size()) {
            return refused(ProblemCode.NOT_FOUND, "the transaction has no log" + (logIndex == null
                    ? ""
                    : " " + logIndex));
        }
        return prove(name, chain, receipt.get(), log);
    }

    /** By the first anchored block from the event's on, whose call may have failed, or be purged by now; or by one of the next. */
    private Outcome prove(String name, Chain chain, Receipt receipt, int log) {
        String why = "";
        Optional<AnchoredBlock> anchored = rows.from(name, receipt.blockNumber());
        for (int tried = 0; anchored.isPresent() && tried < MOST_TRIED; tried++) {
            long number = anchored.get().number();
            Optional<CallRecord> found = calls.byId(anchored.get().call());
            if (found.isPresent() && found.get().state() == CallState.CONFIRMED && found.get().outcome() != null) {
                String hash = EventFormat.readStored(found.get().event()) instanceof Map<?, ?> event
                        && event.get("blockHash") instanceof String text ? text : "";
                return prove(chain, receipt, log, new EventProof.AnchoredBlock(number, hash),
                        RootPlace.of(found.get(), chains));
            }
            why = found.filter(call -> !call.purged()).map(call -> "; the call " + call.id() + ", which is "
                    + CallStatus.word(call.state()) + ", is to do it")
                    .orElse("; the call that anchored block " + number + " is purged, and where it stands with it");
            anchored = rows.from(name, number + 1);
        }
        return refused(ProblemCode.NOT_IN_THIS_STATE, "no block from " + receipt.blockNumber() + " on is anchored yet"
                + why);
    }

    private static Outcome prove(Chain chain, Receipt receipt, int log, EventProof.AnchoredBlock anchored,
            AnchorProof.Place place) {
        long first = receipt.blockNumber();
        Optional<BlockEvidence> evidence = chain.client().evidence(first, anchored.number());
        if (evidence.isEmpty() || receipt.transactionIndex() >= evidence.get().receipts().size()) {
            return refused(ProblemCode.NODE_UNAVAILABLE, "no node of the chain has all of the blocks " + first + " to "
                    + anchored.number() + ", with the receipts of the first");
        }
        List<byte[]> receipts = evidence.get().receipts();
        Log found = receipt.logs().get(log);
        EventProof proof = new EventProof(EventProof.VERSION,
                new EventProof.Event(chain.client().chainId(), first, receipt.transactionIndex(), log,
                        found.address().checksummed(), found.topics(), found.data()),
                Hex.encode(receipts.get(receipt.transactionIndex())),
                hex(ReceiptTrie.branch(receipts, receipt.transactionIndex()).path()),
                hex(evidence.get().headers()), anchored, place);
        return switch (proof.check()) {
            case AnchorProof.Verdict.Consistent consistent -> new Outcome.Proved(proof);
            case AnchorProof.Verdict.Broken broken -> refused(ProblemCode.NOT_FOUND, "the hashes do not lead from the"
                    + " event to the block (" + broken.part() + ": " + broken.detail() + "). Events can be proved on"
                    + " chains that hash headers and receipts as Ethereum does; on others, anchor them as records");
        };
    }

    private static List<String> hex(List<byte[]> all) {
        return all.stream().map(Hex::encode).toList();
    }

    private static Outcome refused(ProblemCode code, String message) {
        return new Outcome.Refused(Problem.of(code, message));
    }
}
