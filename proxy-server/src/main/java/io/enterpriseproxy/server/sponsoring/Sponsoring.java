package io.enterpriseproxy.server.sponsoring;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.FeePayer;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.SponsoringCodec;
import io.enterpriseproxy.chain.SponsoringCodec.HalfSigned;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.policy.Budgets;
import io.enterpriseproxy.server.policy.SigningIntent;
import io.enterpriseproxy.server.policy.SigningRole;
import io.enterpriseproxy.server.policy.SigningRules;
import io.enterpriseproxy.server.policy.StopSwitches;
import io.enterpriseproxy.server.policy.Verdict;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.sponsoring.SponsoredRows.Sponsored;
import io.enterpriseproxy.server.systems.Contracts;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Signs as fee payer what a client hands in, signed by its sender, if a policy of the fee payer's key allows it, and sends it.
 * What was allowed is a row before it is signed: handed in again, it is signed and sent again, and nothing is charged twice.
 *
 * <p>
 * Budgets are charged with the most that it may cost, for good: it is not followed to its block.
 */
public final class Sponsoring {
    /** The lane of budgets that is no lane's: ids of lanes begin at 1. */
    private static final long NO_LANE = 0;
    private static final int TRIES = 3;

    private final Catalog catalog;
    private final LedgerTransactions transactions;
    private final SponsoredRows rows;
    private final Gate gate;
    private final AuditTrail audit;
    private final Clock clock;

    /** What transactions may name. */
    record Catalog(Chains chains, KeyRing keys, Contracts contracts) {}

    /** What stands before the signature. */
    record Gate(StopSwitches stops, SigningRules rules, Budgets budgets) {}

    Sponsoring(Catalog catalog, LedgerTransactions transactions, SponsoredRows rows, Gate gate, AuditTrail audit,
            Clock clock) {
        this.catalog = catalog;
        this.transactions = transactions;
        this.rows = rows;
        this.gate = gate;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A transaction that is paid for and sent.
     *
     * @param transaction as it was sent
     * @param decision the rule that allowed it
     */
    public record Paid(SignedTransaction transaction, String senderTxHash, String decision) {}

    /**
     * Pays for a transaction.
     *
     * @param chainName and {@code key} of the configuration
     * @param raw signed by its sender
     * @param client who hands it in
     * @throws RequestRefusedException if it is none, may not be paid for, or is refused by the chain
     */
    public Paid pay(String chainName, String key, byte[] raw, String client) {
        Chain chain = chain(chainName);
        SponsoringCodec codec = chain.codec().sponsoring().orElseThrow(() -> invalid("chain",
                "transactions of the chain " + chainName + " have no fee payer"));
        Signer signer = catalog.keys().signer(key).orElseThrow(() -> new RequestRefusedException(
                ProblemCode.NOT_FOUND, "there is no key " + key));
        HalfSigned half = read(codec, raw, signer.address(), chain);
        gate.stops().why(key, chainName).ifPresent(why -> {
            throw new RequestRefusedException(ProblemCode.KEY_UNAVAILABLE, why);
        });
        Sponsored allowed = rows.find(chainName, half.senderTxHash())
                .orElseGet(() -> allow(chain, key, half, client));
        if (!allowed.client().equals(client) || !allowed.key().equals(key)) {
            throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE,
                    "another client has handed it in, or for another fee payer");
        }
        SignedTransaction signed = Optional.ofNullable(allowed.signed())
                .orElseGet(() -> sign(codec, raw, signer, half, chainName));
        send(chain, signed);
        return new Paid(signed, half.senderTxHash(), allowed.decision());
    }

    private Chain chain(String name) {
        if (!catalog.chains().has(name)) {
            throw new RequestRefusedException(ProblemCode.NOT_FOUND, "there is no chain " + name);
        }
        return catalog.chains().get(name);
    }

    private static HalfSigned read(SponsoringCodec codec, byte[] raw, Address payer, Chain chain) {
        HalfSigned half;
        try {
            half = codec.read(raw, payer);
        } catch (IllegalArgumentException fault) {
            throw invalid("transaction", String.valueOf(fault.getMessage()));
        }
        UnsignedTransaction transaction = half.transaction();
        if (transaction.chainId() != chain.client().chainId()) {
            throw invalid("transaction", "it is signed for the chain id " + transaction.chainId() + ", and "
                    + chain.name() + " has " + chain.client().chainId());
        }
        if (!half.signers().equals(List.of(transaction.from()))) {
            throw invalid("transaction", "it is not signed by " + transaction.from()
                    + " alone; accounts with keys of their own are not paid for");
        }
        return half;
    }

    private Sponsored allow(Chain chain, String key, HalfSigned half, String client) {
        Instant now = clock.instant();
        SigningIntent intent = intent(chain, key, half, client, now);
        FeePayer payer = half.transaction().feePayer();
        int percent = payer == null ? 100 : payer.percent();
        for (int attempt = 1;; attempt++) {
            Verdict.Cleared cleared = cleared(gate.rules().sponsor(intent, percent));
            gate.budgets().purse(NO_LANE, cleared.charges()).promise(cleared.charges()).ifPresent(lacking -> {
                throw new RequestRefusedException(ProblemCode.BUDGET_EXHAUSTED, lacking);
            });
            Sponsored row = new Sponsored(chain.name(), half.senderTxHash(), client, key, cleared.decision(), now,
                    null);
            try {
                return transactions.commit(() -> {
                    rows.insert(row);
                    gate.budgets().spend(NO_LANE, cleared.charges());
                    audit.record(client, "transaction.sponsor", half.senderTxHash(), cleared.decision());
                    return row;
                });
            } catch (DuplicateKeyException handedInTwiceAtOnce) {
                return rows.find(chain.name(), half.senderTxHash()).orElseThrow();
            } catch (OptimisticLockingFailureException othersTookOfTheBudget) {
                if (attempt == TRIES) {
                    throw new RequestRefusedException(ProblemCode.TOO_MANY_REQUESTS,
                            "others take of the same budget; send it again");
                }
            }
        }
    }

    private static Verdict.Cleared cleared(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Cleared cleared -> cleared;
            case Verdict.Refused refused -> throw new RequestRefusedException(refused.problem(), refused.reason());
            case Verdict other -> throw new IllegalStateException("nobody is asked here: " + other.sentence());
        };
    }

    private SigningIntent intent(Chain chain, String key, HalfSigned half, String client, Instant now) {
        UnsignedTransaction transaction = half.transaction();
        Address to = transaction.to();
        if (to == null) {
            throw invalid("transaction", "it calls no contract");
        }
        String contract = catalog.contracts().names().stream()
                .filter(name -> Objects.equals(to, catalog.contracts().addresses(name).get(chain.name())))
                .findFirst().orElseThrow(() -> new RequestRefusedException(ProblemCode.KEY_NOT_ALLOWED, to
                        + " is no contract of the configuration on " + chain.name() + ", and no rule can be for it"));
        AbiFunction function = catalog.contracts().abi(contract).calledBy(transaction.input())
                .orElseThrow(() -> new RequestRefusedException(ProblemCode.KEY_NOT_ALLOWED,
                        "it calls a function that the ABI of " + contract + " does not have"));
        FeePayer payer = transaction.feePayer();
        BigInteger most = transaction.fee().cap().multiply(BigInteger.valueOf(transaction.gasLimit()));
        return new SigningIntent(key, SigningRole.SPONSOR, "", client, chain.name(), contract, function.signature(),
                arguments(function, transaction.input()), BigInteger.ZERO, transaction.gasLimit(),
                payer == null ? most : payer.share(most), now);
    }

    private static Map<String, String> arguments(AbiFunction function, byte[] input) {
        try {
            Map<String, String> arguments = new HashMap<>();
            function.decodeInput(input).forEach((name, value) -> arguments.put(name, String.valueOf(value)));
            return arguments;
        } catch (IllegalArgumentException fault) {
            throw invalid("transaction", "its arguments are not those of " + function.signature() + ": "
                    + fault.getMessage());
        }
    }

    private SignedTransaction sign(SponsoringCodec codec, byte[] raw, Signer signer, HalfSigned half, String chain) {
        Signer.Signed signed = signer
                .sign(List.of(SigningRequest.of(half.transaction(), half.payerPayload())));
        String fault = signed.fault();
        if (fault != null) {
            throw new RequestRefusedException(ProblemCode.KEY_UNAVAILABLE, fault);
        }
        SignedTransaction complete = codec.complete(raw, signer.address(), signed.signatures().getFirst());
        return transactions.commit(() -> {
            rows.signed(chain, half.senderTxHash(), complete);
            return Objects.requireNonNull(rows.find(chain, half.senderTxHash()).orElseThrow().signed());
        });
    }

    private static void send(Chain chain, SignedTransaction signed) {
        switch (chain.client().broadcast(List.of(signed)).getFirst()) {
            case BroadcastOutcome.Accepted accepted -> {
            }
            case BroadcastOutcome.AlreadyKnown known -> {
            }
            case BroadcastOutcome.Refused refused -> {
                if (chain.client().receipt(signed.hash()).isEmpty()) {
                    throw new RequestRefusedException(ProblemCode.TRANSACTION_REFUSED, refused.message());
                }
            }
            case BroadcastOutcome.Unknown unknown -> throw new RequestRefusedException(ProblemCode.NODE_UNAVAILABLE,
                    unknown.reason() + "; it is signed: hand it in again");
        }
    }

    private static RequestRefusedException invalid(String field, String reason) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, reason, field, null, null));
    }
}
