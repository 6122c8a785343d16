package io.enterpriseproxy.server.config;

/** How a chain encodes its transactions. */
public enum ChainFamily {
    /** Ethereum and everything that is compatible with it. */
    EVM
}
