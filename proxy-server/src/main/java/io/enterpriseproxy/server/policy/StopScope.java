package io.enterpriseproxy.server.policy;

/** What a person can stop. */
public enum StopScope {
    /** Everything. */
    ALL,
    /** One chain. */
    CHAIN,
    /** One key, on all chains. */
    KEY
}
