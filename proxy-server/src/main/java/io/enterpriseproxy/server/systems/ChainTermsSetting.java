package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.ChainPolicy;
import io.enterpriseproxy.server.catalog.ChainPolicy.GasPolicy;
import io.enterpriseproxy.server.catalog.ChainTerms;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.config.GasConfig;
import io.enterpriseproxy.server.systems.TermsWish.GasWish;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The terms of chains: who answers for one, when its outcomes are final, what is offered for gas, and how long it is used. */
final class ChainTermsSetting implements ChainSetting<TermsWish> {
    private static final int LONGEST_OWNER = 200;
    private static final int MOST_CONFIRMATIONS = 1_000_000;

    private final Chains chains;

    ChainTermsSetting(Chains chains) {
        this.chains = chains;
    }

    @Override
    public boolean has(String chain) {
        return chains.has(chain);
    }

    @Override
    public List<Problem> check(String chain, TermsWish wish) {
        return check(wish, chains.get(chain).configured().policy().gas(),
                "the chain's gas.max-fee in the configuration");
    }

    /**
     * What is wrong with terms.
     *
     * @param configured what holds where they say nothing, and the limit of what they may say
     * @param limit what names the limit, for people
     */
    static List<Problem> check(TermsWish wish, GasPolicy configured, String limit) {
        List<Problem> problems = new ArrayList<>();
        String owner = wish.owner();
        if (owner != null && (owner.isBlank() || owner.length() > LONGEST_OWNER)) {
            problems.add(problem("owner", owner.length() + " characters", "1 to " + LONGEST_OWNER));
        }
        Integer confirmations = wish.confirmations();
        if (confirmations != null && (confirmations < 0 || confirmations > MOST_CONFIRMATIONS)) {
            problems.add(problem("confirmations", confirmations, "a number from 1, or 0 for the finalized tag"));
        }
        Instant from = wish.validFrom();
        Instant until = wish.validUntil();
        if (from != null && until != null && !from.isBefore(until)) {
            problems.add(problem("validUntil", until, "a time after validFrom"));
        }
        try {
            BigInteger most = configured.maxFee();
            GasConfig wished = merged(configured, wish.gas());
            if (most != null && wished.maxFee() != null && wished.maxFee().compareTo(most) > 0) {
                problems.add(problem("gas.maxFee", wished.maxFee(), "at most " + most + ", " + limit));
            }
            if (most == null && isAbove(wished.priorityFee(), configured.priorityFee())) {
                problems.add(problem("gas.priorityFee", wished.priorityFee(), "no higher tip than the configuration's,"
                        + " or a gas.max-fee in the configuration that it cannot get above"));
            }
        } catch (IllegalArgumentException fault) {
            problems.add(problem("gas", fault.getMessage(), "what the chain's gas may have in the configuration"));
        }
        return problems;
    }

    /** Whether it is given, and not the node's suggestion nor the configured one. */
    private static boolean isAbove(@Nullable BigInteger wished, @Nullable BigInteger configured) {
        return wished != null && (configured == null || wished.compareTo(configured) > 0);
    }

    private static Problem problem(String place, @Nullable Object found, String expected) {
        return new Problem(ProblemCode.INVALID_REQUEST, "a chain cannot have these terms", place,
                String.valueOf(found), expected);
    }

    @Override
    public void use(String name, TermsWish wish) {
        Chain chain = chains.get(name);
        ChainTerms configured = chain.configured();
        ChainPolicy policy = configured.policy();
        chain.use(new ChainTerms(or(wish.owner(), configured.owner()),
                new ChainPolicy(given(wish.confirmations(), policy.confirmations()), policy.poll(),
                        policy.maxInFlight(), ChainOpener.gas(merged(policy.gas(), wish.gas())), policy.rawReads(),
                        policy.balance()),
                or(wish.validFrom(), configured.validFrom()), or(wish.validUntil(), configured.validUntil())));
    }

    /** A chain that is not to be used stays so, and outcomes are final no sooner, whatever the configuration says of gas by now. */
    @Override
    public void useWhatFits(String name, TermsWish wish) {
        use(name, wish.withoutGas());
    }

    @Override
    public void useConfigured(String name) {
        Chain chain = chains.get(name);
        chain.use(chain.configured());
    }

    /**
     * What a wish makes of what is configured.
     *
     * @throws IllegalArgumentException if the configuration could not have it
     */
    static GasConfig merged(GasPolicy configured, @Nullable GasWish asked) {
        GasWish wish = asked == null ? GasWish.NONE : asked;
        return new GasConfig(configured.legacy(),
                given(wish.baseFeeMultiple(), configured.baseFeeMultiple()),
                or(wish.priorityFee(), configured.priorityFee()), or(wish.maxFee(), configured.maxFee()),
                given(wish.estimateMultiple(), configured.estimateMultiple()));
    }

    private static <T> T given(@Nullable T wished, T configured) {
        return wished == null ? configured : wished;
    }

    private static <T> @Nullable T or(@Nullable T wished, @Nullable T configured) {
        return wished == null ? configured : wished;
    }
}
