package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.mapping.MappedCall;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A call about to be accepted.
 *
 * @param source JSON of the source's metadata and reply address; null if there is none
 * @param confirmations blocks until final; 0 stands for the finalized tag; null for the chain's own
 * @param leaf of a record, which waits for the root of its tree instead of a transaction of its own; null for any other call
 */
public record NewCall(
        UUID id,
        String mapping,
        int mappingVersion,
        byte[] keyHash,
        MappedCall mapped,
        @Nullable String source,
        @Nullable Integer confirmations,
        long lane,
        @Nullable RecordLeaf leaf) {

    /** A call that gets a transaction. */
    public NewCall(UUID id, String mapping, int mappingVersion, byte[] keyHash, MappedCall mapped,
            @Nullable String source, @Nullable Integer confirmations, long lane) {
        this(id, mapping, mappingVersion, keyHash, mapped, source, confirmations, lane, null);
    }
}
