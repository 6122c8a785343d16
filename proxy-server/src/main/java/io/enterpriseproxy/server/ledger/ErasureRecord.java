package io.enterpriseproxy.server.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * An erasure that was asked for.
 *
 * @param number rises with time
 * @param about {@code sha256:…} of the subject, or the call's id
 * @param found calls that held something of the subject then
 * @param waiting those of them that something still needs
 */
public record ErasureRecord(
        long number,
        UUID id,
        String about,
        String askedBy,
        Instant askedAt,
        String reason,
        int found,
        int waiting) {}
