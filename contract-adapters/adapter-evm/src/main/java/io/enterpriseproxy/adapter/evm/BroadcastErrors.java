package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.BroadcastOutcome.AlreadyKnown;
import io.enterpriseproxy.chain.BroadcastOutcome.Refusal;
import io.enterpriseproxy.chain.BroadcastOutcome.Refused;
import io.enterpriseproxy.chain.BroadcastOutcome.Unknown;

import java.util.List;
import java.util.Optional;

import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.GAS_LIMIT;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.INSUFFICIENT_FUNDS;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.NONCE_TOO_HIGH;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.NONCE_TOO_LOW;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.OTHER;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.POOL_FULL;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.REPLACEMENT_UNDERPRICED;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.TOO_LARGE;
import static io.enterpriseproxy.chain.BroadcastOutcome.Refusal.UNDERPRICED;

/**
 * What the errors of eth_sendRawTransaction mean. Every client has its own codes, so the text decides: geth, Erigon,
 * Nethermind (old and new), Besu, reth, anvil, OpenEthereum, Kaia. The first row that fits counts.
 */
final class BroadcastErrors {
    private static final List<String> ALREADY_KNOWN = List.of("already known", "known transaction", "already imported",
            "alreadyknown", "existing tx with same hash", "existing txn with same hash");

    private static final List<Row> REFUSALS = List.of(
            new Row(NONCE_TOO_LOW, "nonce too low", "nonce is too low", "oldnonce", "invalid transaction nonce"),
            new Row(NONCE_TOO_HIGH, "nonce too high", "nonce gap", "noncegap", "nonce too far", "noncetoofarinfuture",
                    "nonce is too distant", "nonce has max value", "gapped-nonce",
                    "future transaction tries to replace pending", "invalid transaction with a lower nonce exists"),
            new Row(REPLACEMENT_UNDERPRICED, "replacement transaction underpriced", "could not replace existing tx",
                    "insufficient gas price to replace", "replacementnotallowed", "another tx which has the same nonce",
                    "another transaction with same nonce"),
            new Row(UNDERPRICED, "underpriced", "max fee per gas less than block base fee", "fee too low", "feetoolow",
                    "gas price is too low", "gas price too low", "gas price below", "gas price less than",
                    "transaction gas price below minimum", "gasprice is less than",
                    "value greater than or equal to basefee", "invalid unit price", "same value as gas unit price"),
            new Row(INSUFFICIENT_FUNDS, "insufficient funds", "insufficientfunds", "insufficient balance",
                    "not enough funds", "upfront cost exceeds account balance",
                    "exceeds transaction sender account balance"),
            new Row(POOL_FULL, "pool is full", "txpool is full", "sub-pool is full", "account limit exceeded",
                    "too many transactions in the queue", "in-flight transaction limit reached"),
            new Row(GAS_LIMIT, "intrinsic gas", "intrinsicgas", "exceeds block gas limit", "gas limit exceeds",
                    "gas limit reached", "gaslimitexceeded", "gas limit too high", "gas limit is too high",
                    "gas limit is greater than the block gas limit", "gas limit cap exceeded",
                    "insufficient gas for floor data", "transaction gas is too low", "exceeds current gas limit"),
            new Row(TOO_LARGE, "oversized data", "maxtxsizeexceeded", "max tx size exceeded"));

    private BroadcastErrors() {}

    /** Whether the node has the transaction: then no other need be asked. A refusal may be one node's mistake. */
    static boolean isKnown(RpcError error) {
        return error.says(ALREADY_KNOWN);
    }

    static BroadcastOutcome outcome(RpcError error) {
        if (error.says(ALREADY_KNOWN)) {
            return new AlreadyKnown();
        }
        Optional<Refusal> known = refusal(error);
        if (known.isEmpty() && (error.code() == RpcError.INTERNAL || NodeErrors.isBusy(error)
                || NodeErrors.isTooMuch(error))) {
            return new Unknown("the node could not say: " + error.shown());
        }
        return new Refused(known.orElse(OTHER), error.shown());
    }

    private static Optional<Refusal> refusal(RpcError error) {
        return REFUSALS.stream().filter(row -> error.says(row.fragments())).map(Row::kind).findFirst();
    }

    private record Row(Refusal kind, List<String> fragments) {
        Row(Refusal kind, String... fragments) {
            this(kind, List.of(fragments));
        }
    }
}
