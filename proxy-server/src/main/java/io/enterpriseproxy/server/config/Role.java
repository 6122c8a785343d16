package io.enterpriseproxy.server.config;

/** What a client may do. */
public enum Role {
    /** Submit events, look at calls, read contracts. */
    CALLER,
    /** Everything. */
    ADMIN,
    /** Read health with its details and the metrics, and nothing else. */
    MONITOR
}
