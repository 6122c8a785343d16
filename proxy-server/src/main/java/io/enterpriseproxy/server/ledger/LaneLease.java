package io.enterpriseproxy.server.ledger;

/**
 * The right to write for a lane, as long as its row still shows this owner and fence.
 *
 * @param owner the instance, unique per start of a process
 */
public record LaneLease(long lane, String owner, long fence) {}
