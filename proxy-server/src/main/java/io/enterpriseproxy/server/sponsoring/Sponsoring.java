package io.enterpriseproxy.server.sponsoring;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.BlockTag;
import io.enterpriseproxy.chain.BroadcastOutcome;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.SponsoringCodec;
import io.enterpriseproxy.chain.SponsoringCodec.HalfSigned;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.LedgerTransactions;
import io.enterpriseproxy.server.policy.Budgets;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Signs as fee payer what a client hands in, signed by its sender, if a policy of the fee payer's key allows it, and sends it.
 * What was allowed is a row before it is signed: handed in again, it is sent again, and nothing is charged twice. What could not be
 * signed at once is judged again.
 *
 * <p>
 * Budgets are charged with the most that it may cost, for good: it is not followed to its block.
 */
public final class Sponsoring {
    /** The lane of budgets that is no lane's: ids of lanes begin at 1. */
    private static final long NO_LANE = 0;
    private static final int TRIES = 3;
    /** A key store and a node are waited for in each: what lanes sign must not wait behind them. */
    private static final int MOST_AT_ONCE = 8;
    /** Senders may have a few transactions on their way, and none for another day. */
    private static final int NONCES_AHEAD = 16;

    private final Catalog catalog;
    private final LedgerTransactions transactions;
    private final SponsoredRows rows;
    private final Gate gate;
    private final AuditTrail audit;
    private final Clock clock;
    private final SponsorJudge judge;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

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
        this.judge = new SponsorJudge(catalog.contracts(), gate.rules(), clock);
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
        if (!room.tryAcquire()) {
            throw new RequestRefusedException(List.of(Problem.of(ProblemCode.TOO_MANY_REQUESTS,
                    "as many transactions as may be are being paid for at this moment")), Duration.ofSeconds(1));
        }
        try {
            return paid(chainName, key, raw, client);
        } catch (ChainUnavailableException e) {
            throw new RequestRefusedException(ProblemCode.NODE_UNAVAILABLE, String.valueOf(e.getMessage()));
        } catch (NotConfiguredException e) {
            throw new RequestRefusedException(ProblemCode.NOT_CONFIGURED, String.valueOf(e.getMessage()));
        } finally {
            room.release();
        }
    }

    private Paid paid(String chainName, String key, byte[] raw, String client) {
        Chain chain = chain(chainName);
        SigningAccount payer = catalog.keys().account(key).orElseThrow(() -> new RequestRefusedException(
                ProblemCode.NOT_FOUND, "there is no key " + key));
        HalfSigned half = read(codec(chain), raw, payer.address(), chain);
        requireNotStopped(key, chainName);
        Optional<Sponsored> before = rows.find(chainName, half.senderTxHash());
        if (before.isPresent() && (!before.get().client().equals(client) || !before.get().key().equals(key))) {
            throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE,
                    "another client has handed it in, or for another fee payer");
        }
        SignedTransaction signed = before.map(Sponsored::signed).orElse(null);
        String decision = before.map(Sponsored::decision).orElse("");
        if (signed == null) {
            chain.terms().outOfTime(clock.instant()).ifPresent(why -> {
                throw new RequestRefusedException(ProblemCode.NOT_IN_THIS_STATE, why);
            });
            requirePlausible(chain, half, payer.address());
            decision = before.isPresent()
                    ? judge.judge(chain, key, half.transaction(), client).decision()
                    : allow(chain, key, half, client).decision();
            requireNotStopped(key, chainName);
            signed = sign(chain, raw, payer, half);
        }
        requireNotStopped(key, chainName);
        send(chain, signed);
        return new Paid(signed, half.senderTxHash(), decision);
    }

    private static SponsoringCodec codec(Chain chain) {
        return chain.codec().sponsoring().orElseThrow(() -> invalid("chain",
                "transactions of the chain " + chain.name() + " have no fee payer"));
    }

    private void requireNotStopped(String key, String chain) {
        gate.stops().why(key, chain).ifPresent(why -> {
            throw new RequestRefusedException(ProblemCode.KEY_UNAVAILABLE, why);
        });
    }

    /** What a node would refuse, or take much later, is not charged. */
    private static void requirePlausible(Chain chain, HalfSigned half, Address payer) {
        UnsignedTransaction transaction = half.transaction();
        long next = chain.client().nonce(transaction.from(), BlockTag.LATEST);
        if (transaction.nonce() < next || transaction.nonce() >= next + NONCES_AHEAD) {
            throw invalid("transaction",
                    "its nonce is " + transaction.nonce() + "; expected " + next + " or one of the "
                            + (NONCES_AHEAD - 1) + " after it");
        }
        BigInteger most = chain.policy().gas().maxFee();
        if (most != null && transaction.fee().cap().compareTo(most) > 0) {
            throw invalid("transaction", "its gas price is " + transaction.fee().cap() + "; on " + chain.name()
                    + " it is at most " + most);
        }
        ChainPolicy.BalanceLevels levels = chain.policy().balance();
        if (levels != null && chain.client().balance(payer).compareTo(levels.stop()) < 0) {
            throw new RequestRefusedException(ProblemCode.INSUFFICIENT_FUNDS,
                    payer + " has less than " + levels.stop() + " wei left for gas");
        }
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
        if (!chain.client().signatories(transaction.from(), AccountRole.TRANSACTION).accept(half.signers())) {
            throw invalid("transaction", "it is not signed by the keys of its sender " + transaction.from()
                    + ", as many as the chain asks for; found signatures of " + half.signers());
        }
        return half;
    }

    private Sponsored allow(Chain chain, String key, HalfSigned half, String client) {
        Instant now = clock.instant();
        for (int attempt = 1;; attempt++) {
            Verdict.Cleared cleared = judge.judge(chain, key, half.transaction(), client);
            gate.budgets().purse(NO_LANE, cleared.charges()).promise(cleared.charges()).ifPresent(lacking -> {
                throw new RequestRefusedException(ProblemCode.BUDGET_EXHAUSTED, lacking);
            });
            Sponsored row = new Sponsored(chain.name(), half.senderTxHash(), client, key, cleared.decision(), now,
                    null);
            try {
                return transactions.commit(() -> {
                    rows.insert(row, Objects.requireNonNull(half.transaction().feePayer()));
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

    private SignedTransaction sign(Chain chain, byte[] raw, SigningAccount payer, HalfSigned half) {
        SigningAccount.Signed signed = payer.sign(chain, AccountRole.FEE_PAYER,
                List.of(SigningRequest.of(half.transaction(), half.payerPayload())));
        String fault = signed.fault();
        if (fault != null) {
            throw new RequestRefusedException(ProblemCode.KEY_UNAVAILABLE, fault);
        }
        SignedTransaction complete = codec(chain).complete(raw, payer.address(), signed.signatures().getFirst());
        return transactions.commit(() -> {
            rows.signed(chain.name(), half.senderTxHash(), complete);
            return Objects.requireNonNull(rows.find(chain.name(), half.senderTxHash()).orElseThrow().signed());
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

    static RequestRefusedException invalid(String field, String reason) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, reason, field, null, null));
    }
}
