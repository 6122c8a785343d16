package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Keccak256;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** What a transaction does, whoever sent it at whichever nonce and price: a hash of recipient, value and input. */
public final class ContentHash {
    private ContentHash() {}

    public static byte[] of(Address to, BigInteger value, byte[] input) {
        byte[] amount = value.toByteArray();
        return Keccak256.hash(ByteBuffer.allocate(20 + 1 + amount.length + input.length).put(to.bytes())
                .put((byte) amount.length).put(amount).put(input).array());
    }

    public static byte[] of(CallRecord call) {
        return of(call.to(), call.value(), call.input());
    }
}
