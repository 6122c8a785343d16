package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What Kaia does by transactions of its own types and not by contracts, told as the functions of a contract, so that mappings,
 * rules and records treat it like any other call. Nothing is at its address.
 */
public final class KaiaOperations {
    /** The name that mappings and policies use. */
    public static final String CONTRACT = "kaia";
    /** "kaia" in ASCII and zeros. */
    public static final Address ADDRESS = Address.parse("0x6b61696100000000000000000000000000000000");
    public static final String ABI = """
            [ { "type": "function", "name": "updateAccountKey", "stateMutability": "nonpayable", "outputs": [],
                "inputs": [ { "name": "key", "type": "bytes" } ] },
              { "type": "function", "name": "anchor", "stateMutability": "nonpayable", "outputs": [],
                "inputs": [ { "name": "data", "type": "bytes" } ] } ]
            """;

    private static final byte[] UPDATE = selector("updateAccountKey(bytes)");
    private static final byte[] ANCHOR = selector("anchor(bytes)");
    private static final int SELECTOR_BYTES = 4;
    private static final int WORD_BYTES = 32;

    private KaiaOperations() {}

    /**
     * An operation.
     *
     * @param type plain, without a fee payer
     * @param field that it sets
     * @param value the field's bytes
     */
    record Operation(TransactionType type, Field field, byte[] value) {}

    /** Whether it changes the keys of its sender. */
    static boolean isUpdate(@Nullable Address to, byte[] input) {
        return concerns(to) && starts(input, UPDATE);
    }

    /**
     * What a call asks for; empty if it goes to a contract or an account.
     *
     * @throws IllegalArgumentException if there is no such operation, or the account key is none
     */
    static Optional<Operation> of(@Nullable Address to, byte[] input) {
        if (!concerns(to)) {
            return Optional.empty();
        }
        if (starts(input, UPDATE)) {
            byte[] key = argument(input);
            AccountKey.decode(key);
            return Optional.of(new Operation(TransactionType.ACCOUNT_UPDATE, Field.KEY, key));
        }
        if (starts(input, ANCHOR)) {
            return Optional.of(new Operation(TransactionType.CHAIN_DATA_ANCHORING, Field.INPUT, argument(input)));
        }
        throw new IllegalArgumentException("there is no contract at " + ADDRESS
                + ", which stands for what Kaia does itself;"
                + " found the call data " + Hex.encode(Arrays.copyOf(input, Math.min(input.length, SELECTOR_BYTES)))
                + "…");
    }

    /** Whether a call to this is one to Kaia itself. */
    static boolean concerns(@Nullable Address to) {
        return to != null && to.equals(ADDRESS);
    }

    /** The call data that asks for a new account key. */
    static byte[] update(byte[] key) {
        return callData(UPDATE, key);
    }

    /** The call data that asks for data to be anchored. */
    static byte[] anchor(byte[] anchored) {
        return callData(ANCHOR, anchored);
    }

    /** What {@link #argument} reads. */
    private static byte[] callData(byte[] selector, byte[] argument) {
        int start = SELECTOR_BYTES + 2 * WORD_BYTES;
        int words = (argument.length + WORD_BYTES - 1) / WORD_BYTES;
        return ByteBuffer.allocate(start + words * WORD_BYTES).put(selector)
                .putLong(SELECTOR_BYTES + WORD_BYTES - Long.BYTES, WORD_BYTES)
                .putLong(start - Long.BYTES, argument.length).put(start, argument).array();
    }

    private static boolean starts(byte[] input, byte[] selector) {
        return input.length >= SELECTOR_BYTES
                && Arrays.equals(input, 0, SELECTOR_BYTES, selector, 0, SELECTOR_BYTES);
    }

    /** The only argument, of type bytes: an offset, a length, and that many. */
    private static byte[] argument(byte[] input) {
        int start = SELECTOR_BYTES + 2 * WORD_BYTES;
        if (input.length < start) {
            throw new IllegalArgumentException("the call data is shorter than one argument of type bytes");
        }
        BigInteger length = new BigInteger(1, input, SELECTOR_BYTES + WORD_BYTES, WORD_BYTES);
        if (length.compareTo(BigInteger.valueOf(input.length - start)) > 0) {
            throw new IllegalArgumentException("the call data is shorter than its argument of " + length + " bytes");
        }
        return Arrays.copyOfRange(input, start, start + length.intValueExact());
    }

    private static byte[] selector(String signature) {
        return Arrays.copyOf(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)), SELECTOR_BYTES);
    }
}
