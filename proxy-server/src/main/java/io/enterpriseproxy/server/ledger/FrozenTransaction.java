package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;

/**
 * A transaction that people outside have to sign before the proxy does. It was never sent: its nonce is used by whatever is sent
 * first.
 *
 * @param call the call's accept number
 * @param feeCap its gas price, in wei per gas
 * @param raw it without any signature; not copied
 * @param payload what is hashed to be signed; not copied
 * @param sigHash what the sender's keys sign: 0x and 64 lower-case digits
 * @param expiresAt later signatures are not taken
 * @param endedAt null while it is open
 * @param reason why it was dropped; null if it was not
 */
public record FrozenTransaction(UUID id, long call, long lane, long nonce, long gasLimit, BigInteger feeCap, byte[] raw,
        byte[] payload, String sigHash, FrozenState state, Instant frozenAt, Instant expiresAt,
        @Nullable Instant endedAt, @Nullable String reason) {

    /** Whether signatures are taken. */
    public boolean isOpen(Instant now) {
        return state == FrozenState.OPEN && now.isBefore(expiresAt);
    }
}
