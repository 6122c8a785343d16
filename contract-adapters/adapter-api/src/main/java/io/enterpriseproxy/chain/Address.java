package io.enterpriseproxy.chain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** An account or contract address of 20 bytes. Equal by bytes, shown with its EIP-55 checksum. */
public final class Address {
    private final String lowerCase;

    private Address(String lowerCase) {
        this.lowerCase = lowerCase;
    }

    /**
     * Reads 0x and 40 hex digits. A mixed-case address must carry its EIP-55 checksum; all lower or all upper case is
     * taken without one.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Address parse(String text) {
        if (!text.matches("0x[0-9a-fA-F]{40}")) {
            throw new IllegalArgumentException("an address is 0x and 40 hex digits");
        }
        String digits = text.substring(2);
        Address address = new Address("0x" + digits.toLowerCase(Locale.ROOT));
        boolean mixed = !digits.equals(digits.toLowerCase(Locale.ROOT))
                && !digits.equals(digits.toUpperCase(Locale.ROOT));
        if (mixed && !address.checksummed().equals(text)) {
            throw new IllegalArgumentException("the address's checksum (EIP-55) is wrong");
        }
        return address;
    }

    /** Of 20 bytes. */
    public static Address of(byte[] bytes) {
        if (bytes.length != 20) {
            throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
        }
        return new Address(Hex.encode(bytes));
    }

    /** With the EIP-55 checksum in the case of its letters. */
    public String checksummed() {
        byte[] hash = Keccak256.hash(lowerCase.substring(2).getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder(lowerCase);
        for (int i = 0; i < 40; i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            if (nibble >= 8) {
                text.setCharAt(i + 2, Character.toUpperCase(text.charAt(i + 2)));
            }
        }
        return text.toString();
    }

    /** 0x and 40 lower-case digits: the form for columns and comparison. */
    public String lowerCase() {
        return lowerCase;
    }

    /** A new array of 20 bytes. */
    public byte[] bytes() {
        return Hex.decode(lowerCase);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address address && lowerCase.equals(address.lowerCase);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(lowerCase);
    }

    @Override
    public String toString() {
        return checksummed();
    }
}
