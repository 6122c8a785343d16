package io.enterpriseproxy.demo.gas;

import java.math.BigInteger;
import java.util.Map;

/**
 * Who pays for gas on the Kaia chain: three of the example mappings get a fee payer in place, the others are as they are. The
 * senders of these own nothing, nothing and little.
 */
public final class GasRules {
    /** Alias of the key that pays. */
    public static final String FEE_PAYER = "treasury";
    /** A KAIA in kei. */
    static final BigInteger ONE = BigInteger.TEN.pow(18);

    private static final int ALL = 100;
    /** How much of the fee it pays, in percent, by mapping. */
    private static final Map<String, Integer> PERCENT = Map.of("invoice-posted", ALL, "anchor-root", ALL,
            "material-master", 40);

    private GasRules() {}

    /** How much of the fee of a mapping's calls the fee payer pays, in percent. */
    static int percent(String mapping) {
        return PERCENT.getOrDefault(mapping, 0);
    }

    /** The text of a mapping, with its fee payer. */
    public static String paid(String mapping, String text) {
        int percent = percent(mapping);
        if (percent == 0) {
            return text;
        }
        String more = percent == ALL ? "" : "  feeRatio: " + percent + "\n";
        return text.replaceFirst("(?m)^  sender: .*\\n", "$0  feePayer: " + FEE_PAYER + "\n" + more);
    }

    /** What an account owns at the beginning, in kei. */
    public static BigInteger money(String key) {
        return switch (key) {
            case "erp-ap", "anchor" -> BigInteger.ZERO;
            case "erp-master-data" -> ONE;
            default -> ONE.multiply(BigInteger.valueOf(100));
        };
    }
}
