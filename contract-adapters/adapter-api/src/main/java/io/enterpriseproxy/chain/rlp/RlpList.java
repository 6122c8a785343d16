package io.enterpriseproxy.chain.rlp;

import java.math.BigInteger;
import java.util.Arrays;

/** An RLP list that grows item by item (Ethereum Yellow Paper, appendix B). Integers are minimal big-endian bytes. */
public final class RlpList {
    private static final int STRING = 0x80;
    private static final int LIST = 0xc0;
    /** Longest content whose length fits into the first byte. */
    private static final int SHORT = 55;

    private byte[] payload = new byte[256];
    private int size;

    /** An integer that is not negative. */
    public RlpList add(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("RLP has no negative integers: " + number);
        }
        if (number > 0 && number < STRING) {
            return append((byte) number);
        }
        int length = bytesOf(number);
        return append((byte) (STRING + length)).appendBigEndian(number, length);
    }

    /** An integer that is not negative. */
    public RlpList add(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return add(number.longValue());
        }
        if (number.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative integers: " + number);
        }
        byte[] bytes = number.toByteArray();
        return add(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    /** A string of bytes. */
    public RlpList add(byte[] bytes) {
        if (bytes.length == 1 && bytes[0] >= 0) {
            return append(bytes[0]);
        }
        return appendHeader(STRING, bytes.length).append(bytes, bytes.length);
    }

    /** The integer that a fixed-width big-endian array holds. */
    public RlpList addInteger(byte[] bigEndian) {
        int zeros = 0;
        while (zeros < bigEndian.length && bigEndian[zeros] == 0) {
            zeros++;
        }
        return add(zeros == 0 ? bigEndian : Arrays.copyOfRange(bigEndian, zeros, bigEndian.length));
    }

    /** A list without items. */
    public RlpList addEmptyList() {
        return append((byte) LIST);
    }

    /** An item as it is. */
    public RlpList add(RlpItem item) {
        return switch (item) {
            case RlpItem.Bytes string -> add(string.value());
            case RlpItem.Items list -> {
                byte[] encoded = list.encode();
                yield append(encoded, encoded.length);
            }
        };
    }

    /** The items one after the other, without a header. */
    public byte[] content() {
        return bytes();
    }

    /** The list with its header. */
    public byte[] encode() {
        return new RlpList().appendHeader(LIST, size).append(payload, size).bytes();
    }

    /** A type byte (EIP-2718), then the list with its header. */
    public byte[] encodeTyped(int type) {
        return new RlpList().append((byte) type).appendHeader(LIST, size).append(payload, size).bytes();
    }

    private RlpList appendHeader(int offset, int length) {
        if (length <= SHORT) {
            return append((byte) (offset + length));
        }
        int lengthOfLength = bytesOf(length);
        return append((byte) (offset + SHORT + lengthOfLength)).appendBigEndian(length, lengthOfLength);
    }

    private RlpList appendBigEndian(long number, int length) {
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            append((byte) (number >>> shift));
        }
        return this;
    }

    private RlpList append(byte single) {
        reserve(1);
        payload[size++] = single;
        return this;
    }

    private RlpList append(byte[] bytes, int length) {
        reserve(length);
        System.arraycopy(bytes, 0, payload, size, length);
        size += length;
        return this;
    }

    private void reserve(int more) {
        if (size + more > payload.length) {
            payload = Arrays.copyOf(payload, Math.max(2 * payload.length, size + more));
        }
    }

    private byte[] bytes() {
        return Arrays.copyOf(payload, size);
    }

    private static int bytesOf(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number) + Byte.SIZE - 1) / Byte.SIZE;
    }
}
