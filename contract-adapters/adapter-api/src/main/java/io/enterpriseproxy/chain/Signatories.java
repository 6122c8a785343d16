package io.enterpriseproxy.chain;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;

/**
 * Whose signatures an account's transactions need. On most chains that is the key of its address; an account of Kaia may have
 * others, and several.
 *
 * @param threshold that the weights of those who sign must reach together
 * @param weights by the address of each key; empty: nobody can sign
 */
public record Signatories(long threshold, Map<Address, Long> weights) {
    private static final Signatories NOBODY = new Signatories(1, Map.of());

    public Signatories {
        weights = Map.copyOf(weights);
    }

    /** One key alone. */
    public static Signatories of(Address key) {
        return new Signatories(1, Map.of(key, 1L));
    }

    public static Signatories nobody() {
        return NOBODY;
    }

    /** What these signatures weigh together. */
    public long weight(Collection<Address> signers) {
        return signers.stream().distinct().mapToLong(signer -> weights.getOrDefault(signer, 0L)).sum();
    }

    /** Whether the chain takes these signatures: they reach the threshold, none is of another key, none is there twice. */
    public boolean accept(Collection<Address> signers) {
        return weights.keySet().containsAll(signers) && new HashSet<>(signers).size() == signers.size()
                && weight(signers) >= threshold;
    }
}
