package io.enterpriseproxy.mapping.expression;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

import static io.enterpriseproxy.mapping.expression.MappingFunction.example;

/** Exact decimal arithmetic. The names that JSONata has too do the same here, without floating point. */
final class NumberFunctions {
    private static final String NN = "<xx:n>";

    private NumberFunctions() {}

    static List<MappingFunction> all() {
        return List.of(
                new MappingFunction("$units(value, decimals)", "<xn:n>",
                        "An amount in base units: `value` × 10^`decimals`, a whole number. Refused if `value` has more "
                                + "decimals.",
                        NumberFunctions::units, example("$units(total, 6)", "{\"total\": 1234.56}", "1234560000"),
                        example("$units('0.1', 18)", "{}", "100000000000000000"),
                        example("$units(total, 2)", "{\"total\": \"12.345\"}", "!invalid-argument")),
                new MappingFunction("$add(a, b)", NN, "a + b, exact.", binary(BigDecimal::add),
                        example("$add(net, tax)", "{\"net\": 0.1, \"tax\": \"0.2\"}", "0.3")),
                new MappingFunction("$sub(a, b)", NN, "a − b, exact.", binary(BigDecimal::subtract),
                        example("$sub(gross, tax)", "{\"gross\": 119, \"tax\": 19.00}", "100")),
                new MappingFunction("$mul(a, b)", NN, "a × b, exact.", binary(BigDecimal::multiply),
                        example("$mul(quantity, price)", "{\"quantity\": 3, \"price\": 1234567890123456789.10}",
                                "3703703670370370367.3")),
                new MappingFunction("$div(a, b, scale?, rounding?)", "<x(ns)n?s?:n>",
                        "a ÷ b. With `scale`, that many decimals, rounded (default `half-even`); without, refused if the "
                                + "result does not end. Rounding: half-even, half-up, half-down, up, down, floor, "
                                + "ceiling.",
                        NumberFunctions::divide, example("$div(total, 4)", "{\"total\": 10}", "2.5"),
                        example("$div(total, 3, 2, 'half-up')", "{\"total\": 20}", "6.67"),
                        example("$div(total, 3)", "{\"total\": 20}", "!invalid-argument")),
                new MappingFunction("$mod(a, b)", NN, "The rest of a ÷ b, with the sign of a, exact.",
                        NumberFunctions::remainder, example("$mod(quantity, 12)", "{\"quantity\": 30}", "6")),
                new MappingFunction("$sum(list)", "<a:n>", "The sum of numbers, exact.",
                        arguments -> reduce(arguments, BigDecimal::add, BigDecimal.ZERO),
                        example("$sum(lines.amount)",
                                "{\"lines\": [{\"amount\": 0.1}, {\"amount\": 0.2}, {\"amount\": \"0.3\"}]}", "0.6")),
                new MappingFunction("$min(list)", "<a:n>", "The least of numbers, exact.",
                        arguments -> reduce(arguments, BigDecimal::min, null),
                        example("$min(lines.amount)", "{\"lines\": [{\"amount\": 2.5}, {\"amount\": 1}]}", "1")),
                new MappingFunction("$max(list)", "<a:n>", "The greatest of numbers, exact.",
                        arguments -> reduce(arguments, BigDecimal::max, null),
                        example("$max([a, b])", "{\"a\": 9007199254740993, \"b\": 9007199254740992}",
                                "9007199254740993")),
                new MappingFunction("$round(value, scale?, rounding?)", "<x-n?s?:n>",
                        "Rounded to `scale` decimals (default 0; negative for tens, hundreds …), `half-even` unless said "
                                + "otherwise.",
                        NumberFunctions::round,
                        example("$round(total, 2, 'half-up')", "{\"total\": 1.005}", "1.01"),
                        example("$round(total)", "{\"total\": 2.5}", "2")),
                new MappingFunction("$floor(value)", "<x-:n>", "Down to a whole number.",
                        unary(n -> n.setScale(0, RoundingMode.FLOOR)), example("$floor(n)", "{\"n\": -1.5}", "-2")),
                new MappingFunction("$ceil(value)", "<x-:n>", "Up to a whole number.",
                        unary(n -> n.setScale(0, RoundingMode.CEILING)), example("$ceil(n)", "{\"n\": -1.5}", "-1")),
                new MappingFunction("$abs(value)", "<x-:n>", "Without its sign.", unary(BigDecimal::abs),
                        example("$abs(n)", "{\"n\": -12.30}", "12.3")),
                new MappingFunction("$compare(a, b)", NN,
                        "-1, 0 or 1 as a is less than, equal to or greater than b, exact; the operators `<`, `=`, `>` "
                                + "compare in floating point.",
                        NumberFunctions::compare,
                        example("$compare(a, b)", "{\"a\": 9007199254740993, \"b\": 9007199254740992}", "1")),
                new MappingFunction("$number(value)", "<x-:n>", "A text as a number, exact; true is 1, false is 0.",
                        NumberFunctions::number, example("$number('1234567890123456789.10')", "{}",
                                "1234567890123456789.1"),
                        example("$number('12,5')", "{}", "!invalid-argument")),
                new MappingFunction("$decimal(text, decimalSign?, groupSign?)", "<xs?s?:n>",
                        "A number as an ERP prints it: with its own decimal and group signs, spaces around it, and the "
                                + "minus in front or, as in SAP, behind.",
                        NumberFunctions::decimal,
                        example("$decimal('1.234,56', ',', '.')", "{}", "1234.56"),
                        example("$decimal(amount)", "{\"amount\": \"      123.45-\"}", "-123.45"),
                        example("$decimal('1.23,45', ',', '.')", "{}", "!invalid-argument")));
    }

    private static MappingFunction.Body binary(BinaryOperator<BigDecimal> operator) {
        return arguments -> arguments.missing(0) || arguments.missing(1)
                ? null
                : ExactNumber.bounded(operator.apply(arguments.number(0), arguments.number(1)));
    }

    private static MappingFunction.Body unary(java.util.function.UnaryOperator<BigDecimal> operator) {
        return arguments -> arguments.missing(0) ? null : operator.apply(arguments.number(0));
    }

    private static @Nullable Object units(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        int decimals = arguments.integer(1, 0, 255);
        BigDecimal value = arguments.number(0);
        try {
            return value.movePointRight(decimals).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw arguments.refused("too many decimals", arguments.value(0),
                    "at most " + decimals + " decimals; round first with $round");
        }
    }

    private static @Nullable Object divide(Arguments arguments) {
        if (arguments.missing(0) || arguments.missing(1)) {
            return null;
        }
        BigDecimal divisor = nonZero(arguments);
        if (!arguments.missing(2)) {
            return arguments.number(0).divide(divisor, arguments.integer(2, 0, 255),
                    ExactNumber.rounding(arguments.text(3, "half-even")));
        }
        try {
            return ExactNumber.bounded(arguments.number(0).divide(divisor));
        } catch (ArithmeticException e) {
            throw arguments.refused("the result does not end", arguments.value(1), "a third argument, the scale");
        }
    }

    private static @Nullable Object remainder(Arguments arguments) {
        if (arguments.missing(0) || arguments.missing(1)) {
            return null;
        }
        return arguments.number(0).remainder(nonZero(arguments));
    }

    private static BigDecimal nonZero(Arguments arguments) {
        BigDecimal divisor = arguments.number(1);
        if (divisor.signum() == 0) {
            throw arguments.refused("division by zero", divisor, "another divisor");
        }
        return divisor;
    }

    private static @Nullable Object reduce(Arguments arguments, BinaryOperator<BigDecimal> operator,
            @Nullable BigDecimal ofNothing) {
        if (arguments.missing(0)) {
            return null;
        }
        Optional<BigDecimal> result = arguments.list(0).stream().map(arguments::number)
                .reduce((a, b) -> ExactNumber.bounded(operator.apply(a, b)));
        return result.orElse(ofNothing);
    }

    private static @Nullable Object round(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        return arguments.number(0).setScale(arguments.integer(1, -255, 255, 0),
                ExactNumber.rounding(arguments.text(2, "half-even")));
    }

    private static @Nullable Object compare(Arguments arguments) {
        if (arguments.missing(0) || arguments.missing(1)) {
            return null;
        }
        return BigInteger.valueOf(arguments.number(0).compareTo(arguments.number(1)));
    }

    private static @Nullable Object number(Arguments arguments) {
        return switch (arguments.value(0)) {
            case null -> null;
            case Boolean flag -> flag ? BigInteger.ONE : BigInteger.ZERO;
            default -> arguments.number(0);
        };
    }

    private static @Nullable Object decimal(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String text = arguments.text(0);
        return new ErpDecimal(arguments.text(1, "."), arguments.text(2, "")).parse(text)
                .orElseThrow(() -> arguments.refused("cannot read a number", text, "digits with the signs given"));
    }
}
