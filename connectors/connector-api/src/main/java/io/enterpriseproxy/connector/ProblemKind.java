package io.enterpriseproxy.connector;

/** Who can mend a problem. */
public enum ProblemKind {
    /** Whoever sent the event or request. */
    CALLER,
    /** The chain, its nodes or the contract. */
    CHAIN,
    /** A key or its store. */
    KEY,
    /** The operator's files. */
    CONFIG,
    /** Nobody: it passes. */
    CAPACITY,
    /** The makers of the proxy. */
    BUG
}
