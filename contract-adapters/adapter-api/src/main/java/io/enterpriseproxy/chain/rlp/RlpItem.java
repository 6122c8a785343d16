package io.enterpriseproxy.chain.rlp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What RLP encodes: a string of bytes, or a list of items. */
public sealed interface RlpItem {
    /** Transactions nest four deep; anything deeper is not one, and costs no stack. */
    int DEEPEST = 16;

    /**
     * A string of bytes.
     *
     * @param value not copied
     */
    record Bytes(byte[] value) implements RlpItem {
        /**
         * The integer that it holds.
         *
         * @throws IllegalArgumentException with a leading zero: RLP has one form for each integer
         */
        public BigInteger integer() {
            if (value.length > 0 && value[0] == 0) {
                throw new IllegalArgumentException("an integer begins with a zero byte");
            }
            return new BigInteger(1, value);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes bytes && Arrays.equals(value, bytes.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** A list. */
    record Items(List<RlpItem> items) implements RlpItem {
        public Items {
            items = List.copyOf(items);
        }

        /** With its header. */
        public byte[] encode() {
            RlpList list = new RlpList();
            items.forEach(list::add);
            return list.encode();
        }
    }

    /** An integer that is not negative, in its shortest form. */
    static RlpItem of(BigInteger integer) {
        return new Bytes(integer.signum() == 0 ? new byte[0] : unsigned(integer));
    }

    private static byte[] unsigned(BigInteger integer) {
        if (integer.signum() < 0) {
            throw new IllegalArgumentException("RLP has no negative integers: " + integer);
        }
        byte[] bytes = integer.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /**
     * Reads one item, which must be all there is.
     *
     * @throws IllegalArgumentException saying what is wrong and at which byte; also for what has a shorter form
     */
    static RlpItem decode(byte[] encoded) {
        return decode(encoded, 0);
    }

    /**
     * As {@link #decode(byte[])}, from a byte on.
     *
     * @param from where the item begins
     */
    static RlpItem decode(byte[] encoded, int from) {
        Reader reader = new Reader(encoded, from);
        RlpItem item = reader.item(encoded.length, 0);
        if (reader.at < encoded.length) {
            throw new IllegalArgumentException(
                    (encoded.length - reader.at) + " bytes are left over at byte " + reader.at);
        }
        return item;
    }

    /** Goes through the bytes once. */
    final class Reader {
        private static final int STRING = 0x80;
        private static final int LIST = 0xc0;
        private static final int SHORT = 55;
        private final byte[] encoded;
        private int at;

        private Reader(byte[] encoded, int from) {
            this.encoded = encoded;
            this.at = from;
        }

        private RlpItem item(int end, int depth) {
            if (at >= end) {
                throw new IllegalArgumentException("it ends at byte " + at + " where an item is expected");
            }
            int first = encoded[at] & 0xff;
            if (first < STRING) {
                return new Bytes(new byte[]{encoded[at++]});
            }
            int offset = first < LIST ? STRING : LIST;
            int begin = at;
            int contentEnd = contentEnd(first - offset, end);
            if (offset == STRING) {
                return string(begin, contentEnd);
            }
            if (depth == DEEPEST) {
                throw new IllegalArgumentException("lists nest deeper than " + DEEPEST + " at byte " + begin);
            }
            List<RlpItem> items = new ArrayList<>();
            while (at < contentEnd) {
                items.add(item(contentEnd, depth + 1));
            }
            return new Items(items);
        }

        private Bytes string(int begin, int contentEnd) {
            byte[] value = Arrays.copyOfRange(encoded, at, contentEnd);
            at = contentEnd;
            if (value.length == 1 && value[0] >= 0) {
                throw new IllegalArgumentException("a single byte has a header at byte " + begin);
            }
            return new Bytes(value);
        }

        /** Reads the header; then {@link #at} is where the content begins. */
        private int contentEnd(int marker, int end) {
            int begin = at++;
            long length = marker;
            if (marker > SHORT) {
                length = longLength(marker - SHORT, begin, end);
            }
            if (length > end - at) {
                throw new IllegalArgumentException("the item at byte " + begin + " says that it has " + length
                        + " bytes, and there are " + (end - at));
            }
            return at + (int) length;
        }

        private long longLength(int bytes, int begin, int end) {
            if (bytes > end - at || bytes > 4 || encoded[at] == 0) {
                throw new IllegalArgumentException("the length at byte " + begin + " is none");
            }
            long length = 0;
            for (int i = 0; i < bytes; i++) {
                length = (length << Byte.SIZE) | (encoded[at++] & 0xff);
            }
            if (length <= SHORT) {
                throw new IllegalArgumentException("the length at byte " + begin + " has a shorter form");
            }
            return length;
        }
    }
}
