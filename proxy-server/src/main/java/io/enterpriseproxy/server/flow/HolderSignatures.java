package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.audit.AuditTrail;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.Holders;
import io.enterpriseproxy.server.catalog.Holders.Holder;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.ledger.CallRecord;
import io.enterpriseproxy.server.ledger.FrozenState;
import io.enterpriseproxy.server.ledger.FrozenTransaction;
import io.enterpriseproxy.server.ledger.HolderSignature;
import io.enterpriseproxy.server.ledger.LaneRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people sign for accounts whose keys are not all here. A signature counts once it is recovered to a holder's key that the
 * account has on its chain. None, theirs or ours, is shown to anybody before the transaction is sent: who had enough of them could
 * send it after it was given up.
 */
public final class HolderSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(HolderSignatures.class);

    private final LaneLedger ledger;
    private final Chains chains;
    private final KeyRing keys;
    private final AuditTrail audit;
    private final ContractCallFlow flow;

    HolderSignatures(LaneLedger ledger, Chains chains, KeyRing keys, AuditTrail audit, ContractCallFlow flow) {
        this.ledger = ledger;
        this.chains = chains;
        this.keys = keys;
        this.audit = audit;
        this.flow = flow;
    }

    /**
     * A frozen transaction of a call.
     *
     * @param holders who may sign
     * @param standing how far its signatures reach; null once it has ended, and in a list if its chain cannot be asked now
     */
    public record Signing(CallRecord call, FrozenTransaction frozen, List<HolderSignature> signatures,
            Holders holders, SigningAccount.@Nullable Standing standing) {}

    private record Account(Chain chain, AccountRole role, SigningAccount keys) {}

    /**
     * The last that was frozen for a call; empty if none was.
     *
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node can say whose signatures count
     */
    public Optional<Signing> of(CallRecord call) {
        return ledger.frozen().newestOf(call.seq()).map(frozen -> {
            Optional<Account> account = account(call);
            List<HolderSignature> signatures = ledger.frozen().signatures(frozen.id());
            return signing(call, frozen, signatures, account, standing(frozen, signatures, account));
        });
    }

    /** All that wait, the one first whose time is up first. */
    public List<Signing> open(int limit) {
        List<FrozenTransaction> open = ledger.frozen().open(limit);
        Map<Long, CallRecord> calls = ledger.calls().bySeq(open.stream().map(FrozenTransaction::call).toList());
        return open.stream().flatMap(frozen -> Optional.ofNullable(calls.get(frozen.call()))
                .map(call -> listed(call, frozen)).stream()).toList();
    }

    /** A chain whose nodes are down does not keep those of others from being shown. */
    private Signing listed(CallRecord call, FrozenTransaction frozen) {
        Optional<Account> account = account(call);
        List<HolderSignature> signatures = ledger.frozen().signatures(frozen.id());
        SigningAccount.Standing standing;
        try {
            standing = standing(frozen, signatures, account);
        } catch (ChainUnavailableException e) {
            LOG.debug("The signatures for a call cannot be weighed now", e);
            standing = null;
        }
        return signing(call, frozen, signatures, account, standing);
    }

    private static SigningAccount.@Nullable Standing standing(FrozenTransaction frozen,
            List<HolderSignature> signatures, Optional<Account> account) {
        return account.filter(found -> frozen.state() == FrozenState.OPEN)
                .map(found -> found.keys().standing(found.chain(), found.role(),
                        signatures.stream().map(HolderSignature::signer).toList()))
                .orElse(null);
    }

    private static Signing signing(CallRecord call, FrozenTransaction frozen, List<HolderSignature> signatures,
            Optional<Account> account, SigningAccount.@Nullable Standing standing) {
        return new Signing(call, frozen, signatures, account.map(found -> found.keys().holders()).orElse(Holders.NONE),
                standing);
    }

    /** Empty if it is not configured any more. */
    private Optional<Account> account(CallRecord call) {
        LaneRecord lane = ledger.lanes().find(call.lane()).orElseThrow();
        if (!chains.has(lane.chain())) {
            return Optional.empty();
        }
        Chain chain = chains.get(lane.chain());
        return keys.account(lane.keyAlias(), lane.sender())
                .map(found -> new Account(chain, chain.codec().role(call.to(), call.input()), found));
    }

    /**
     * Takes a signature.
     *
     * @param sigHash what was signed, as it was looked at
     * @param signature r, s and v in 0x-hex
     * @param client who hands it in
     * @return why it is not taken; empty if it counts, or did already
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node can say whose signatures count
     */
    public Optional<Problem> handIn(CallRecord call, String sigHash, String signature, String client) {
        Optional<FrozenTransaction> newest = ledger.frozen().newestOf(call.seq());
        Optional<Account> account = account(call);
        if (newest.isEmpty() || account.isEmpty()) {
            return Optional.of(Problem.of(ProblemCode.NOT_FOUND, newest.isEmpty()
                    ? "the call has no transaction that people sign"
                    : "the call's account is not in the configuration any more"));
        }
        FrozenTransaction frozen = newest.get();
        if (!frozen.sigHash().equals(sigHash)) {
            return Optional.of(new Problem(ProblemCode.SIG_HASH_MISMATCH, "the signature is for something else",
                    "sigHash", sigHash, frozen.sigHash()));
        }
        HandedSignature handed;
        try {
            handed = HandedSignature.of(signature, account.get().chain().client().chainId(), Hex.decode(sigHash));
        } catch (IllegalArgumentException fault) {
            return Optional.of(new Problem(ProblemCode.INVALID_REQUEST, "the signature cannot be read: "
                    + fault.getMessage(), "signature", null, "0x, then r, s and v of the sigHash's signature"));
        }
        Optional<Problem> unwanted = unwanted(account.get(), handed);
        return unwanted.isPresent() ? unwanted : take(call, frozen, handed, client);
    }

    /** Also what comes of signing another hash: it is recovered to some key, and that is nobody's. */
    private static Optional<Problem> unwanted(Account account, HandedSignature handed) {
        Optional<Holder> holder = account.keys().holders().of(handed.signer());
        boolean counts = account.chain().client().signatories(account.keys().address(), account.role()).weights()
                .containsKey(handed.signer());
        if (holder.isPresent() && counts) {
            return Optional.empty();
        }
        return Optional.of(new Problem(ProblemCode.SIGNATURE_NOT_WANTED, holder.isPresent()
                ? "the key of " + holder.get().name() + " is none of the account's on the chain (any more)"
                : "the signature is that of no holder, or signs another hash", "signature",
                "one of " + handed.signer().checksummed(), account.keys().holders().all().stream()
                        .map(each -> each.key().checksummed() + " (" + each.name() + ")").toList().toString()));
    }

    private Optional<Problem> take(CallRecord call, FrozenTransaction read, HandedSignature handed, String client) {
        HolderSignature signature = new HolderSignature(read.id(), handed.signer(), handed.signature(), client,
                ledger.frozen().now());
        Optional<Problem> problem = ledger.transactions().commit(() -> {
            FrozenTransaction frozen = ledger.frozen().lock(read.id());
            Optional<HolderSignature> before = ledger.frozen().signatures(frozen.id()).stream()
                    .filter(other -> other.signer().equals(signature.signer())).findFirst();
            if (before.isPresent()) {
                return before.filter(other -> !other.sameAs(signature)).map(other -> Problem.of(
                        ProblemCode.NOT_IN_THIS_STATE, "the key " + signature.signer().checksummed()
                                + " has signed it already, and one signature of each key counts"));
            }
            if (!frozen.isOpen(signature.at())) {
                return Optional.of(Problem.of(ProblemCode.NOT_IN_THIS_STATE, "the frozen transaction is "
                        + frozen.state().word() + ", or its time is up: signatures were taken until "
                        + frozen.expiresAt()));
            }
            ledger.frozen().sign(signature);
            audit.record(client, "call.sign", call.id().toString(), "sigHash " + frozen.sigHash() + " by the key "
                    + signature.signer().checksummed());
            return Optional.empty();
        });
        if (problem.isEmpty()) {
            flow.accepted(List.of(call.lane()));
        }
        return problem;
    }
}
