package io.enterpriseproxy.server.ledger;

/**
 * What is needed of a signed transaction to know it in a block.
 *
 * @param number 0 for the first at its nonce, rising
 * @param call the call's accept number
 */
public record SentAttempt(long nonce, int number, AttemptKind kind, long call, String hash) {}
