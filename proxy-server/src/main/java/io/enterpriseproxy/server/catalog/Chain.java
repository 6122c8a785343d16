package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.ChainClient;
import io.enterpriseproxy.chain.TransactionCodec;

/** A chain of the configuration, ready to use. */
public record Chain(String name, ChainClient client, TransactionCodec codec, ChainPolicy policy) {}
