package io.enterpriseproxy.mapping.expression;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as an ERP prints them.
 *
 * @param decimalSign between whole and decimals
 * @param groupSign between groups of three digits; empty if there are none
 */
record ErpDecimal(String decimalSign, String groupSign) {
    private static final Pattern SIGNED = Pattern.compile("([+-]?)([^+-]+)([+-]?)");

    Optional<BigDecimal> parse(String text) {
        Matcher matcher = SIGNED.matcher(text.strip());
        if (!matcher.matches() || !(matcher.group(1).isEmpty() || matcher.group(3).isEmpty())) {
            return Optional.empty();
        }
        boolean negative = (matcher.group(1) + matcher.group(3)).equals("-");
        return unsigned(matcher.group(2).strip()).map(number -> negative ? number.negate() : number);
    }

    private Optional<BigDecimal> unsigned(String digits) {
        String decimal = Pattern.quote(decimalSign);
        String whole = groupSign.isEmpty()
                ? "[0-9]+"
                : "([0-9]+|[0-9]{1,3}(" + Pattern.quote(groupSign) + "[0-9]{3})+)";
        if (!digits.matches(whole + "(" + decimal + "[0-9]+)?")) {
            return Optional.empty();
        }
        String plain = groupSign.isEmpty() ? digits : digits.replace(groupSign, "");
        return ExactNumber.read(plain.replace(decimalSign, "."));
    }
}
