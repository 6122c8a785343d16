package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.TransactionCodec;
import org.jspecify.annotations.Nullable;

/**
 * A chain of the configuration, ready to use.
 *
 * @param family how it encodes transactions: {@code evm} or {@code kaia}
 * @param owner who answers for it; null if nobody is named
 */
public record Chain(String name, String family, @Nullable String owner, ChainClient client, TransactionCodec codec,
        ChainPolicy policy) {}
