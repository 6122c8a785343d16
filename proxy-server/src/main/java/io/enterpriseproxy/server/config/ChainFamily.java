package io.enterpriseproxy.server.config;

/** How a chain encodes its transactions. */
public enum ChainFamily {
    /** Ethereum and everything that is compatible with it. */
    EVM,
    /** Kaia, formerly Klaytn: its own types of transactions beside Ethereum's, and others may pay for gas. */
    KAIA
}
