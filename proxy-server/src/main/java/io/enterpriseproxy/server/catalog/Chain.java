package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.TransactionCodec;
import org.jspecify.annotations.Nullable;

/** A chain of the configuration or the registry, ready to use. Thread-safe. */
public final class Chain {
    private final String name;
    private final String family;
    private final ChainClient client;
    private final TransactionCodec codec;
    private final ChainTerms configured;
    private volatile ChainTerms terms;

    /** @param family how it encodes transactions: {@code evm} or {@code kaia} */
    public Chain(String name, String family, ChainClient client, TransactionCodec codec, ChainTerms configured) {
        this.name = name;
        this.family = family;
        this.client = client;
        this.codec = codec;
        this.configured = configured;
        this.terms = configured;
    }

    public String name() {
        return name;
    }

    public String family() {
        return family;
    }

    public ChainClient client() {
        return client;
    }

    public TransactionCodec codec() {
        return codec;
    }

    /** Those of the configuration, or of its registration. */
    public ChainTerms configured() {
        return configured;
    }

    /** Those that hold now. */
    public ChainTerms terms() {
        return terms;
    }

    /** From now on these hold. */
    public void use(ChainTerms others) {
        terms = others;
    }

    /** How the flow treats it now. Not to be kept. */
    public ChainPolicy policy() {
        return terms.policy();
    }

    public @Nullable String owner() {
        return terms.owner();
    }
}
