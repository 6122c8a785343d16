package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Fault.Kind;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/**
 * By what a node's chain is told from others: its id, and the hash of its block 0. A hash that nobody has named is taken
 * from the first node that is used and holds as long as the process runs. Thread-safe.
 */
final class ChainIdentity {
    private final long chainId;
    private final boolean named;
    private final AtomicReference<@Nullable String> genesis;

    ChainIdentity(long chainId, @Nullable String genesis) {
        this.chainId = chainId;
        this.named = genesis != null;
        this.genesis = new AtomicReference<>(genesis);
    }

    /** Whether the configuration names the hash of block 0. */
    boolean isNamed() {
        return named;
    }

    /** The hash of block 0 as far as known. */
    @Nullable
    String genesis() {
        return genesis.get();
    }

    @Nullable
    Fault ofId(long found) {
        return found == chainId
                ? null
                : new Fault(Kind.WRONG_CHAIN, "is on chain id " + found + ", expected " + chainId);
    }

    /** Compares; the first hash that is compared is the one that the others are expected to have. */
    @Nullable
    Fault ofGenesis(String found) {
        if (genesis.compareAndSet(null, found)) {
            return null;
        }
        String expected = genesis.get();
        return found.equals(expected)
                ? null
                : new Fault(Kind.WRONG_CHAIN, "has the block 0 " + found + ", expected " + expected + (named
                        ? ""
                        : ", which the first node has that was used; name the chain's genesis in the configuration if"
                                + " that is wrong"));
    }
}
