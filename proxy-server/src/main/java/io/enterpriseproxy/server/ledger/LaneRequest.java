package io.enterpriseproxy.server.ledger;

/**
 * A wish concerning a call that has a transaction.
 *
 * @param call the call's accept number
 * @param reason who wants it and why, for the outcome
 */
public record LaneRequest(long call, LaneAction action, String reason) {}
