package io.enterpriseproxy.server.ledger;

/**
 * The right to read a chain's events, as long as its row still shows this owner and fence.
 *
 * @param owner the instance, unique per start of a process
 */
public record ReaderLease(long reader, String chain, String owner, long fence) {}
