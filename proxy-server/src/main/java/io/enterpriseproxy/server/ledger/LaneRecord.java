package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import org.jspecify.annotations.Nullable;

/**
 * A lane as its row has it. The watermarks are -1 before the first nonce.
 *
 * @param owner the instance that may write for it, and {@code fence} the number of that right
 * @param started whether it knows its first nonce
 * @param signedNonce the highest nonce that the ledger has used
 * @param broadcastNonce all attempts up to this nonce were handed to a node
 * @param minedNonce all nonces up to this one were seen in a block
 * @param finalNonce all nonces up to this one are final
 * @param catchUp whether it takes over what its account did without it, before it goes on
 * @param whyCode why it waits; null if it does not
 */
public record LaneRecord(
        long id,
        String chain,
        Address sender,
        String keyAlias,
        @Nullable String owner,
        long fence,
        boolean started,
        long signedNonce,
        long broadcastNonce,
        long minedNonce,
        long finalNonce,
        boolean paused,
        boolean catchUp,
        @Nullable String whyCode,
        @Nullable String whyDetail) {
    /** How many nonces are used and not mined. */
    public long out() {
        return signedNonce - minedNonce;
    }
}
