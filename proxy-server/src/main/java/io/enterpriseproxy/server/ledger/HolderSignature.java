package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * A signature under a frozen transaction.
 *
 * @param signer the address of the key that has made it
 * @param client who has handed it in
 */
public record HolderSignature(UUID frozen, Address signer, Signature signature, String client, Instant at) {
    private static final int WORD = 32;

    /** Whether it is the same, byte by byte. */
    public boolean sameAs(HolderSignature other) {
        return Arrays.equals(bytes(), other.bytes());
    }

    /** r, s and the recovery id. */
    byte[] bytes() {
        byte[] all = new byte[2 * WORD + 1];
        System.arraycopy(signature.r(), 0, all, 0, WORD);
        System.arraycopy(signature.s(), 0, all, WORD, WORD);
        all[2 * WORD] = (byte) signature.recoveryId();
        return all;
    }

    static Signature signature(byte[] bytes) {
        return new Signature(Arrays.copyOf(bytes, WORD), Arrays.copyOfRange(bytes, WORD, 2 * WORD), bytes[2 * WORD]);
    }
}
