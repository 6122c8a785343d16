package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How the contracts name and count what the company names and counts: worked out here again, not asked of the proxy. */
final class ContractKeys {
    private ContractKeys() {}

    /** The hash of a text. */
    static String hashed(String text) {
        return Hex.encode(Keccak256.hash(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A text of at most 32 bytes, filled up with zeros. */
    static String readable(String text) {
        return Hex.encode(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), 32));
    }

    /** An amount in units of so many decimals. */
    static BigInteger units(BigDecimal amount, int decimals) {
        return amount.movePointRight(decimals).toBigIntegerExact();
    }

    /** SAP's unit of measure in the contract's words (UN/ECE Recommendation 20). */
    static String unit(String sapUnit) {
        return switch (sapUnit) {
            case "ST" -> "PCE";
            case "KG" -> "KGM";
            case "M" -> "MTR";
            case "L" -> "LTR";
            default -> throw new IllegalArgumentException("no unit for " + sapUnit);
        };
    }
}
