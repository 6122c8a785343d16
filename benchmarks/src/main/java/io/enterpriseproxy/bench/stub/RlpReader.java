package io.enterpriseproxy.bench.stub;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads the items of an RLP list one after the other (Ethereum Yellow Paper, appendix B). */
final class RlpReader {
    private static final int STRING = 0x80;
    private static final int LONG_STRING = 0xb7;
    private static final int LIST = 0xc0;
    private static final int LONG_LIST = 0xf7;

    private final byte[] bytes;
    private int position;

    /** @throws IllegalArgumentException if there is no list that ends with the bytes */
    RlpReader(byte[] bytes, int listAt) {
        this.bytes = bytes;
        this.position = listAt;
        int size = header(LIST, LONG_LIST);
        if (position + size != bytes.length) {
            throw new IllegalArgumentException("rlp: the list has " + size + " bytes, found "
                    + (bytes.length - position));
        }
    }

    /** Where the next item begins. */
    int position() {
        return position;
    }

    byte[] string() {
        if (first() < STRING) {
            return new byte[]{bytes[position++]};
        }
        int size = header(STRING, LONG_STRING);
        if (position + size > bytes.length) {
            throw new IllegalArgumentException("rlp: an item is longer than the rest");
        }
        position += size;
        return Arrays.copyOfRange(bytes, position - size, position);
    }

    long number() {
        return integer().longValueExact();
    }

    BigInteger integer() {
        return new BigInteger(1, string());
    }

    /** Leaves out a list with all its items. */
    void skipList() {
        int size = header(LIST, LONG_LIST);
        position += size;
    }

    private int first() {
        if (position >= bytes.length) {
            throw new IllegalArgumentException("rlp: too few items");
        }
        return bytes[position] & 0xff;
    }

    private int header(int shortForm, int longForm) {
        int first = first();
        if (first < shortForm || first > longForm + Long.BYTES) {
            throw new IllegalArgumentException("rlp: an item has the wrong kind");
        }
        position++;
        if (first <= longForm) {
            return first - shortForm;
        }
        int size = 0;
        for (int i = longForm; i < first; i++) {
            size = (size << Byte.SIZE) + (bytes[position++] & 0xff);
        }
        return size;
    }
}
