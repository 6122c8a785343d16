package io.enterpriseproxy.server.config;

/** What makes an outcome final on a chain. */
public enum FinalBy {
    /** So many blocks, as {@code confirmations} says. */
    BLOCKS,
    /** The chain's finalized tag has reached its block. */
    FINALIZED
}
