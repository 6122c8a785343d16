package io.enterpriseproxy.chain;

/**
 * Who pays for a transaction's gas instead of its sender.
 *
 * @param percent of the fee, from 1 to 100; the sender pays the rest
 */
public record FeePayer(Address address, int percent) {
    public FeePayer {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a fee payer pays 1 to 100 percent, not " + percent);
        }
    }
}
