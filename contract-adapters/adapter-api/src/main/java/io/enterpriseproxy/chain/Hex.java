package io.enterpriseproxy.chain;

import java.util.HexFormat;

/** Bytes as 0x-hex text. {@code decode(encode(x)) = x}. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** Lower-case hex with the prefix 0x. */
    public static String encode(byte[] bytes) {
        return "0x" + FORMAT.formatHex(bytes);
    }

    /**
     * Reads hex with the prefix 0x.
     *
     * @throws IllegalArgumentException without the prefix, with an odd number of digits, or with another character
     */
    public static byte[] decode(String text) {
        if (!text.startsWith("0x")) {
            throw new IllegalArgumentException("hex starts with 0x");
        }
        if (text.length() % 2 != 0) {
            throw new IllegalArgumentException("hex has an odd number of digits (" + (text.length() - 2) + ")");
        }
        return FORMAT.parseHex(text, 2, text.length());
    }
}
