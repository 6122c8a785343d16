package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.proof.AnchorProof;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * A tree of records, as its row has it.
 *
 * @param number rises; the row's key
 * @param name of the place where it is anchored
 * @param records how many there are
 * @param why it does not go on; null if it does
 * @param callId of the call that puts the root on the chain; null before
 * @param place where the root stands; null before it is final there
 */
public record AnchorRecord(
        long number,
        UUID id,
        String name,
        byte[] root,
        int records,
        Instant builtAt,
        AnchorState state,
        @Nullable String why,
        @Nullable UUID callId,
        AnchorProof.@Nullable Place place,
        @Nullable Instant anchoredAt) {}
