package io.enterpriseproxy.chain.abi;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * How much encoded bytes unfold to, before they are decoded. Offsets may all point to the same place, so that some
 * kilobytes of a hostile contract unfold to gigabytes; compilers write each value once.
 */
final class Extent {
    private static final int WORD = 32;
    /** Some hand-written contracts let equal values share a place. */
    private static final int SHARING = 8;
    private final byte[] data;
    private final int from;
    private long wordsLeft;

    private Extent(byte[] data, int from) {
        this.data = data;
        this.from = from;
        this.wordsLeft = SHARING * ((data.length - from) / WORD + 1L);
    }

    /** @throws IllegalArgumentException if the values would be many times larger than the bytes */
    static void check(TupleCodec codec, byte[] data, int from) {
        new Extent(data, from).value(codec, 0);
    }

    private void value(ValueCodec codec, long at) {
        switch (codec) {
            case BytesCodec bytes when bytes.dynamic() -> spend(1 + (number(at) + WORD - 1) / WORD);
            case TextCodec text -> spend(1 + (number(at) + WORD - 1) / WORD);
            case ArrayCodec array -> array(array, at);
            case TupleCodec tuple -> tuple(tuple, at);
            case BytesCodec bytes -> spend(1);
            case IntegerCodec integer -> spend(1);
            case AddressCodec address -> spend(1);
            case BooleanCodec bool -> spend(1);
        }
    }

    private void array(ArrayCodec array, long at) {
        boolean anyLength = array.length() == ArrayCodec.ANY_LENGTH;
        long size = anyLength ? number(at) : array.length();
        long start = anyLength ? at + WORD : at;
        if (!array.element().dynamic()) {
            spend(1 + size * array.element().words());
            return;
        }
        spend(1 + size);
        for (long i = 0; i < size; i++) {
            value(array.element(), start + number(start + i * WORD));
        }
    }

    private void tuple(TupleCodec tuple, long start) {
        long at = start;
        for (ValueCodec codec : tuple.codecs()) {
            if (codec.dynamic()) {
                spend(1);
                value(codec, start + number(at));
                at += WORD;
            } else {
                spend(codec.words());
                at += codec.words() * WORD;
            }
        }
    }

    private void spend(long words) {
        wordsLeft -= words;
        if (wordsLeft < 0) {
            throw new IllegalArgumentException("the values would be many times larger than the bytes");
        }
    }

    /** A length or an offset: no more than there are bytes. */
    private long number(long at) {
        long index = from + at;
        if (index + WORD > data.length) {
            throw new IllegalArgumentException("the bytes end too early");
        }
        BigInteger word = new BigInteger(1, Arrays.copyOfRange(data, (int) index, (int) index + WORD));
        if (word.bitLength() > Integer.SIZE - 1 || word.intValue() > data.length) {
            throw new IllegalArgumentException("a length or offset points behind the end of the bytes");
        }
        return word.intValue();
    }
}
