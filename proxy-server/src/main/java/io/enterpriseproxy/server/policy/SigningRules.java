package io.enterpriseproxy.server.policy;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.GasPayer;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.intake.SourceJson;
import io.enterpriseproxy.server.ledger.ApprovalRecord;
import io.enterpriseproxy.server.ledger.ApprovalRows;
import io.enterpriseproxy.server.ledger.ApprovalState;
import io.enterpriseproxy.server.ledger.BudgetCharge;
import io.enterpriseproxy.server.ledger.BudgetKey;
import io.enterpriseproxy.server.ledger.CallRecord;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decides whether a key may sign, before a call takes a nonce and again where the bytes are signed. A key with a policy signs
 * what the policy allows; one without signs what a mapping's file asks for, and nothing else. Answers from memory, unless a
 * call needs an approval.
 */
public final class SigningRules {
    /** What is said of what a mapping's file grants. */
    static final String GRANTED = "file";
    /** A call that waits for people may be signed at another price than it was asked for with. */
    private static final BigInteger FEE_ROOM = BigInteger.valueOf(4);

    private final Policies policies;
    private final MappingCatalog mappings;
    private final ApprovalRows approvals;
    private final Clock clock;

    public SigningRules(Policies policies, MappingCatalog mappings, ApprovalRows approvals, Clock clock) {
        this.policies = policies;
        this.mappings = mappings;
        this.approvals = approvals;
        this.clock = clock;
    }

    /**
     * What becomes of each proposal of a key, in order.
     *
     * @throws NotConfiguredException if a policy that may be the key's cannot be read any more
     */
    public List<Verdict> judge(String key, List<Proposal> proposals) {
        Instant now = clock.instant();
        List<Verdict> verdicts = new ArrayList<>(judge(key, SigningRole.SENDER, proposals, now));
        Map<String, List<Integer>> byPayer = new HashMap<>();
        for (int i = 0; i < proposals.size(); i++) {
            int at = i;
            if (verdicts.get(i) instanceof Verdict.Cleared) {
                payer(proposals.get(i)).ifPresent(payer -> byPayer.computeIfAbsent(payer.key(),
                        none -> new ArrayList<>()).add(at));
            }
        }
        byPayer.forEach((payer, places) -> {
            List<Verdict> ofPayer = judge(payer, SigningRole.FEE_PAYER, places.stream().map(proposals::get).toList(),
                    now);
            for (int i = 0; i < places.size(); i++) {
                verdicts.set(places.get(i), both((Verdict.Cleared) verdicts.get(places.get(i)), ofPayer.get(i)));
            }
        });
        return verdicts;
    }

    /**
     * Whether a key may pay for a transaction that a client has handed in. No file grants that. What it takes off budgets is no
     * call's.
     *
     * @throws NotConfiguredException if a policy that may be the key's cannot be read any more
     */
    public Verdict sponsor(SigningIntent intent, int percent) {
        return switch (policies.of(intent.key())) {
            case Policies.OfKey.Unruled none -> new Verdict.Refused(ProblemCode.KEY_NOT_ALLOWED, "the key "
                    + intent.key() + " has no policy, and only a policy lets a key pay for what clients hand in");
            case Policies.OfKey.Undecidable undecidable -> throw new NotConfiguredException(undecidable.reason());
            case Policies.OfKey.Ruled ruled -> switch (ruled.current().policy().decide(intent)) {
                case Decision.Refused refused -> new Verdict.Refused(ProblemCode.KEY_NOT_ALLOWED,
                        said(ruled.current(), refused.rule()) + ": " + refused.reason());
                case Decision.Allowed allowed -> new Verdict.Cleared(name(ruled.current(), allowed.rule()),
                        charges(ruled.current(), 0, percent, allowed, intent.at()));
            };
        };
    }

    /** Who pays for the gas of a call instead of its sender. */
    private Optional<GasPayer> payer(Proposal proposal) {
        CallRecord call = proposal.call();
        return mappings.version(call.mapping(), call.mappingVersion()).mapping().gasPayer();
    }

    private static Verdict both(Verdict.Cleared sender, Verdict payer) {
        if (!(payer instanceof Verdict.Cleared cleared)) {
            return payer;
        }
        Map<BudgetKey, Budgets.Spend> charges = new LinkedHashMap<>();
        Stream.concat(sender.charges().stream(), cleared.charges().stream())
                .forEach(spend -> charges.merge(spend.key(), spend, Budgets.Spend::and));
        return new Verdict.Cleared(sender.decision() + ", fee payer " + cleared.decision(),
                List.copyOf(charges.values()));
    }

    /** @param now the same for sender and fee payer: what they take of one budget belongs to one period */
    private List<Verdict> judge(String key, SigningRole role, List<Proposal> proposals, Instant now) {
        return switch (policies.of(key)) {
            case Policies.OfKey.Unruled none -> proposals.stream().map(proposal -> granted(key, proposal)).toList();
            case Policies.OfKey.Undecidable undecidable -> throw new NotConfiguredException(undecidable.reason());
            case Policies.OfKey.Ruled ruled -> ruled(new Asking(key, role, ruled.current()), proposals, now);
        };
    }

    /** Which key is asked for, as what, and by which rules. */
    private record Asking(String key, SigningRole role, Policies.Current current) {}

    private GasShare share(SigningRole role, Proposal proposal) {
        int byPayer = payer(proposal).map(GasPayer::percent).orElse(0);
        return new GasShare(role, role == SigningRole.FEE_PAYER ? byPayer : 100 - byPayer);
    }

    private Decision decide(Asking asking, Proposal proposal, Instant at) {
        return asking.current().policy()
                .decide(Intent.of(asking.key(), share(asking.role(), proposal), proposal, at));
    }

    private Verdict granted(String key, Proposal proposal) {
        CallRecord call = proposal.call();
        return mappings.version(call.mapping(), call.mappingVersion()).fromFile()
                ? new Verdict.Cleared(GRANTED, List.of())
                : new Verdict.Refused(ProblemCode.KEY_NOT_ALLOWED, "the key " + key + " has no policy, and version "
                        + call.mappingVersion() + " of the mapping " + call.mapping() + " was published by the API");
    }

    private List<Verdict> ruled(Asking asking, List<Proposal> proposals, Instant now) {
        Policies.Current current = asking.current();
        List<Decision> decisions = proposals.stream().map(proposal -> decide(asking, proposal, at(proposal, now)))
                .toList();
        Asked asked = asked(proposals, decisions);
        List<Verdict> verdicts = new ArrayList<>(proposals.size());
        for (int i = 0; i < proposals.size(); i++) {
            Proposal proposal = proposals.get(i);
            verdicts.add(switch (decisions.get(i)) {
                case Decision.Refused refused -> new Verdict.Refused(ProblemCode.KEY_NOT_ALLOWED,
                        said(current, refused.rule()) + ": " + refused.reason());
                case Decision.Allowed allowed when allowed.approval() == null ->
                    new Verdict.Cleared(name(current, allowed.rule()),
                            charges(asking, proposal, allowed, at(proposal, now)));
                case Decision.Allowed allowed -> approved(asking, proposal, allowed, asked, now);
            });
        }
        return verdicts;
    }

    /**
     * What was asked for calls that need it.
     *
     * @param yes by approval, who has said so
     */
    private record Asked(Map<Long, ApprovalRecord> ofCalls, Map<UUID, Set<String>> yes) {}

    private Asked asked(List<Proposal> proposals, List<Decision> decisions) {
        List<Long> calls = new ArrayList<>();
        for (int i = 0; i < proposals.size(); i++) {
            if (decisions.get(i) instanceof Decision.Allowed allowed && allowed.approval() != null) {
                calls.add(proposals.get(i).call().seq());
            }
        }
        if (calls.isEmpty()) {
            return new Asked(Map.of(), Map.of());
        }
        Map<Long, ApprovalRecord> found = approvals.ofCalls(calls);
        Map<UUID, Set<String>> yes = new HashMap<>();
        approvals.votes(found.values().stream().map(ApprovalRecord::id).toList()).stream()
                .filter(vote -> vote.approved()).forEach(
                        vote -> yes.computeIfAbsent(vote.approval(), none -> new HashSet<>()).add(vote.approver()));
        return new Asked(found, yes);
    }

    private Verdict approved(Asking asking, Proposal proposal, Decision.Allowed allowed, Asked asked, Instant now) {
        Policies.Current current = asking.current();
        Decision.Approval needed = Objects.requireNonNull(allowed.approval());
        ApprovalRecord found = asked.ofCalls().get(proposal.call().seq());
        if (found == null || !isFor(found, proposal)) {
            return new Verdict.Awaits(ask(asking, proposal, allowed, now));
        }
        return switch (found.state()) {
            case OPEN -> new Verdict.Awaits(null);
            case DECLINED -> new Verdict.Refused(ProblemCode.APPROVAL_DECLINED,
                    said(current, allowed.rule()) + ": " + found.reason());
            case EXPIRED -> new Verdict.Refused(ProblemCode.APPROVAL_EXPIRED, said(current, allowed.rule())
                    + ": not enough of " + String.join(", ", found.approvers()) + " had approved it by "
                    + found.expiresAt());
            case CLOSED -> new Verdict.Awaits(ask(asking, proposal, allowed, now));
            case APPROVED -> {
                if (!isEnough(asked.yes().getOrDefault(found.id(), Set.of()), needed, found)) {
                    // Other people have to, since it was approved.
                    yield new Verdict.Awaits(ask(asking, proposal, allowed, now));
                }
                if (proposal.gasLimit() > found.gasLimit()) {
                    yield new Verdict.Awaits(ask(asking, proposal, allowed, now));
                }
                if (proposal.fee().cap().compareTo(found.feeCap()) > 0) {
                    yield new Verdict.NotNow("approved-fee", "call " + proposal.call().id() + " was approved for "
                            + found.feeCap() + " wei per gas at most, and the chain asks for more");
                }
                yield new Verdict.Cleared(name(current, allowed.rule()) + "+" + found.id(),
                        charges(asking, proposal, allowed, at(proposal, now)));
            }
        };
    }

    private static boolean isEnough(Set<String> yes, Decision.Approval needed, ApprovalRecord approval) {
        return yes.stream().filter(needed.of()::contains).filter(name -> !name.equals(approval.requester()))
                .count() >= needed.need();
    }

    /** Whether it was asked for this very call, which may have been given another event since. */
    private boolean isFor(ApprovalRecord approval, Proposal proposal) {
        return Intent.hash(Intent.text(proposal, approval.gasLimit(), approval.feeCap(), payer(proposal).orElse(null)))
                .equals(approval.intentHash());
    }

    private ApprovalRecord ask(Asking asking, Proposal proposal, Decision.Allowed allowed, Instant now) {
        Decision.Approval needed = Objects.requireNonNull(allowed.approval());
        CallRecord call = proposal.call();
        Proposal most = roomy(asking, proposal, now);
        String text = Intent.text(proposal, most.gasLimit(), most.fee().cap(), payer(proposal).orElse(null));
        return new ApprovalRecord(UUID.randomUUID(), call.seq(), call.lane(), call.orderingKey(),
                asking.current().name(),
                allowed.rule(), text, Intent.hash(text), most.gasLimit(), most.fee().cap(),
                SourceJson.client(call.source()), needed.need(), needed.of(), ApprovalState.OPEN, now,
                now.plus(needed.expire()), null, null);
    }

    /** With room for gas and its price to rise until people have decided, unless the policy does not allow so much. */
    private Proposal roomy(Asking asking, Proposal proposal, Instant now) {
        Proposal most = new Proposal(proposal.call(), proposal.chainId(), proposal.sender(),
                proposal.gasLimit() / 4 * 5, new Fee.LegacyFee(proposal.fee().cap().multiply(FEE_ROOM)),
                proposal.since());
        return decide(asking, most, now) instanceof Decision.Allowed ? most : proposal;
    }

    private List<Budgets.Spend> charges(Asking asking, Proposal proposal, Decision.Allowed allowed, Instant now) {
        return charges(asking.current(), proposal.call().seq(), share(asking.role(), proposal).percent(), allowed, now);
    }

    private static List<Budgets.Spend> charges(Policies.Current current, long call, int share,
            Decision.Allowed allowed, Instant now) {
        return allowed.charges().stream().map(charge -> new Budgets.Spend(new BudgetCharge(call,
                new BudgetKey(current.name(), charge.budget(), begin(now, charge.period())), charge.measure(),
                charge.amount(), share), charge.limit())).toList();
    }

    private static Instant at(Proposal proposal, Instant now) {
        Instant since = proposal.since();
        return since == null ? now : since;
    }

    private static Instant begin(Instant now, Duration period) {
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), period.toSeconds()) * period.toSeconds());
    }

    private static String name(Policies.Current current, String rule) {
        return current.name() + "@" + current.version() + "/" + rule;
    }

    private static String said(Policies.Current current, String rule) {
        return "policy " + current.name() + " (version " + current.version() + "), " + rule;
    }
}
