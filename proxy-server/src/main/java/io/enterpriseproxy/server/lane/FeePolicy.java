package io.enterpriseproxy.server.lane;

import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.FeeQuote;
import io.enterpriseproxy.server.catalog.ChainPolicy.GasPolicy;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.StoredAttempt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.Supplier;

/** What a transaction offers: room for the base fee to rise, and the node's tip. */
final class FeePolicy {
    /** Nodes take a replacement that offers a tenth more; an eighth passes all of them. */
    private static final BigInteger RAISE_NUMERATOR = BigInteger.valueOf(9);
    private static final BigInteger RAISE_DENOMINATOR = BigInteger.valueOf(8);

    private final Supplier<GasPolicy> policy;

    /** @param policy asked anew each time */
    FeePolicy(Supplier<GasPolicy> policy) {
        this.policy = policy;
    }

    /**
     * What is offered now.
     *
     * @param sponsored by transactions that a fee payer pays for
     */
    record Offers(Fee usual, Fee sponsored) {
        Fee of(SimulationStep.Passed call) {
            return call.payer().isPresent() ? sponsored : usual;
        }
    }

    /** An account with keys of its own sends no transactions but those that have one price. */
    Offers offers(FeeQuote quote, SigningAccount account) {
        return new Offers(offer(quote, !account.isOfOneKey()), offer(quote, true));
    }

    /** @param onePrice whether it has one price, which is paid as it is; with a fee payer always */
    private Fee offer(FeeQuote quote, boolean onePrice) {
        BigInteger baseFee = quote.baseFee();
        if (baseFee == null || policy.get().legacy() || onePrice) {
            return new Fee.LegacyFee(capped(quote.gasPrice()));
        }
        BigInteger configured = policy.get().priorityFee();
        BigInteger tip = capped(configured == null ? quote.priorityFee() : configured);
        return new Fee.DynamicFee(capped(roomy(baseFee).add(tip)), tip);
    }

    private BigInteger roomy(BigInteger price) {
        return new BigDecimal(price).multiply(policy.get().baseFeeMultiple()).setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
    }

    private BigInteger capped(BigInteger price) {
        BigInteger most = policy.get().maxFee();
        return most == null ? price : price.min(most);
    }

    /** What those offer that are not sent at once, and cannot be raised: one price, with room for it to rise. */
    Offers patient(FeeQuote quote) {
        Fee fee = new Fee.LegacyFee(capped(roomy(quote.gasPrice())));
        return new Offers(fee, fee);
    }

    /** Whether the attempt cannot be mined at this base fee. */
    static boolean stuck(StoredAttempt attempt, FeeQuote quote) {
        return stuck(attempt.feeCap(), quote);
    }

    /** Whether nothing that offers this much can be mined at this base fee. */
    static boolean stuck(BigInteger cap, FeeQuote quote) {
        BigInteger needed = quote.baseFee() == null ? quote.gasPrice() : quote.baseFee();
        return cap.compareTo(needed) < 0;
    }

    /** Whether the chain asks for more by now than the attempt offers. */
    boolean isBehind(StoredAttempt attempt, FeeQuote quote) {
        BigInteger tip = attempt.tip();
        return switch (offer(quote, tip == null)) {
            case Fee.DynamicFee fee when tip != null -> fee.maxPriorityFeePerGas().compareTo(tip) > 0
                    || fee.maxFeePerGas().compareTo(attempt.feeCap()) > 0;
            case Fee fee -> fee.cap().compareTo(attempt.feeCap()) > 0;
        };
    }

    /** Whether a raise that nodes take, an eighth more, stays within the configured limit. */
    boolean mayRaise(StoredAttempt attempt) {
        BigInteger most = policy.get().maxFee();
        return most == null || raised(attempt.feeCap()).compareTo(most) <= 0;
    }

    /** What the attempt offers. */
    static Fee of(StoredAttempt attempt) {
        BigInteger tip = attempt.tip();
        return tip == null ? new Fee.LegacyFee(attempt.feeCap()) : new Fee.DynamicFee(attempt.feeCap(), tip);
    }

    /** What replaces a stuck attempt: today's offer, and at least an eighth more than before. */
    Fee raise(StoredAttempt attempt, FeeQuote quote) {
        BigInteger atLeast = raised(attempt.feeCap());
        BigInteger tip = attempt.tip();
        return switch (offer(quote, tip == null)) {
            case Fee.DynamicFee fee when tip != null -> {
                BigInteger newTip = fee.maxPriorityFeePerGas().max(raised(tip));
                yield new Fee.DynamicFee(fee.maxFeePerGas().max(atLeast).max(newTip), newTip);
            }
            case Fee.DynamicFee fee -> new Fee.LegacyFee(fee.maxFeePerGas().max(atLeast));
            case Fee.LegacyFee fee -> new Fee.LegacyFee(fee.gasPrice().max(atLeast));
        };
    }

    private static BigInteger raised(BigInteger price) {
        return price.multiply(RAISE_NUMERATOR).divide(RAISE_DENOMINATOR).add(BigInteger.ONE);
    }
}
