package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;

/**
 * A transaction of one of our senders that belongs to no call of the ledger.
 *
 * @param content {@link ContentHash} of what it does
 */
public record UnclaimedTransaction(String chain, Address sender, long nonce, String hash, byte[] content) {}
