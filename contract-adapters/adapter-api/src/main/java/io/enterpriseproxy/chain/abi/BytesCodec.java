package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Hex;

import org.jspecify.annotations.Nullable;

/** bytes, bytesN, and function (24 bytes: address and selector). */
record BytesCodec(String type, int length) implements ValueCodec {
    static final int ANY_LENGTH = -1;

    @Override
    public String encodedAs() {
        return length == ANY_LENGTH ? "bytes" : "bytes" + length;
    }

    @Override
    public boolean hashedWhenIndexed() {
        return dynamic();
    }

    @Override
    public boolean dynamic() {
        return length == ANY_LENGTH;
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Place place, Faults faults) {
        byte[] bytes = switch (value) {
            case byte[] given -> given;
            case String text -> decode(text);
            case null, default -> null;
        };
        if (bytes == null || (length != ANY_LENGTH && bytes.length != length)) {
            faults.add(place, value, expected(value));
            return null;
        }
        return bytes;
    }

    @Override
    public Object show(Object decoded) {
        return Hex.encode((byte[]) decoded);
    }

    private static byte @Nullable [] decode(String text) {
        try {
            return Hex.decode(text);
        } catch (IllegalArgumentException notHex) {
            return null;
        }
    }

    private String expected(@Nullable Object value) {
        String digits = length == ANY_LENGTH ? "an even number of hex digits" : 2 * length + " hex digits";
        String given = value instanceof String text && text.startsWith("0x")
                ? ", not " + (text.length() - 2) + " characters"
                : "";
        return type + ": 0x and " + digits + given;
    }
}
