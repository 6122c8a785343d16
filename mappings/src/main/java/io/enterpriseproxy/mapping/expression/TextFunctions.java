package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Functions;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import static io.enterpriseproxy.mapping.expression.MappingFunction.example;

/** Texts, tables and what must be there. */
final class TextFunctions {
    private static final int FILLED_PER_STEP = 64;
    private static final BigDecimal LARGEST_WORDED = new BigDecimal("1000000000000000");
    private static final BigDecimal LARGEST_ROMAN = new BigDecimal("10000");

    private TextFunctions() {}

    static List<MappingFunction> all() {
        return List.of(
                new MappingFunction("$stripZeros(text)", "<x:s>", "Without leading zeros, as SAP pads its numbers.",
                        TextFunctions::stripZeros,
                        example("$stripZeros(LIFNR)", "{\"LIFNR\": \"0000100042\"}", "\"100042\""),
                        example("$stripZeros('0000')", "{}", "\"0\"")),
                new MappingFunction("$translate(value, table, otherwise?)", "<(nsb)ox?:x>",
                        "The table's entry for a value. Refused if there is none and no `otherwise` is given.",
                        TextFunctions::translate,
                        example("$translate(status, {'GI': 1, 'DLV': 2})", "{\"status\": \"DLV\"}", "2"),
                        example("$translate(status, {'GI': 1, 'DLV': 2}, 0)", "{\"status\": \"X\"}", "0"),
                        example("$translate(status, {'GI': 1})", "{\"status\": \"X\"}", "!invalid-argument")),
                new MappingFunction("$required(value, message?)", "<xs?:x>",
                        "The value itself. Refused with the message if it is missing, null or empty.",
                        TextFunctions::required, example("$required(supplier.id)", "{\"supplier\": {\"id\": \"S1\"}}",
                                "\"S1\""),
                        example("$required(supplier.id, 'no supplier')", "{}", "!expression-failed")),
                new MappingFunction("$string(value)", "<x-b?:s>",
                        "A number as its plain decimal digits, an object or list as JSON, a text as it is.",
                        TextFunctions::string, example("$string(total)", "{\"total\": 1234567890123456789.50}",
                                "\"1234567890123456789.5\""),
                        example("$string(a)", "{\"a\": {\"n\": 1.10, \"t\": \"x\"}}",
                                "\"{\\\"n\\\":1.1,\\\"t\\\":\\\"x\\\"}\"")),
                new MappingFunction("$pad(text, width, fill?)", "<s-ns?:s>",
                        "Filled up to a width: on the right, or on the left if the width is negative.",
                        TextFunctions::pad, example("$pad('42', -10, '0')", "{}", "\"0000000042\"")),
                new MappingFunction("$join(list, separator?)", "<a<s>s?:s>", "The texts of a list as one.",
                        TextFunctions::join, example("$join(parts, '-')", "{\"parts\": [\"PO\", \"4711\"]}",
                                "\"PO-4711\"")),
                new MappingFunction("$formatInteger(value, picture)", "<x-s:s>",
                        "A whole number as JSONata's picture says.", TextFunctions::formatInteger,
                        example("$formatInteger(n, '#,##0')", "{\"n\": 12345}", "\"12,345\"")));
    }

    private static @Nullable Object stripZeros(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String text = arguments.text(0);
        int first = 0;
        while (first < text.length() - 1 && text.charAt(first) == '0') {
            first++;
        }
        return text.substring(first);
    }

    private static @Nullable Object translate(Arguments arguments) {
        Object value = arguments.value(0);
        if (value == null) {
            return null;
        }
        Map<?, ?> table = arguments.object(1);
        String key = value instanceof Boolean flag ? flag.toString() : arguments.text(0);
        if (table.containsKey(key)) {
            return table.get(key);
        }
        if (!arguments.missing(2)) {
            return arguments.value(2);
        }
        throw arguments.refused("no entry for this value", value,
                "one of " + table.keySet().stream().map(String::valueOf).sorted().collect(Collectors.joining(", ")));
    }

    private static Object required(Arguments arguments) {
        Object value = arguments.value(0);
        if (value == null || value.equals("") || value.equals(List.of())) {
            throw ExpressionFailure.failed(arguments.text(1, "a required value is missing"));
        }
        return value;
    }

    private static @Nullable Object string(Arguments arguments) {
        return switch (arguments.value(0)) {
            case null -> null;
            case String text -> text;
            case Number number -> arguments.text(0);
            case Boolean flag -> flag.toString();
            case Object other -> PlainValue.json(other);
        };
    }

    /** The library builds the text before anybody can say that it is too long. */
    private static @Nullable Object join(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        List<?> texts = arguments.list(0);
        String separator = arguments.text(1, "");
        long length = (long) separator.length() * Math.max(0, texts.size() - 1);
        for (Object text : texts) {
            length += arguments.text(text).length();
        }
        arguments.budget().refuseLongText(length);
        return texts.stream().map(arguments::text).collect(Collectors.joining(separator));
    }

    private static @Nullable Object pad(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String text = arguments.text(0);
        int width = arguments.integer(1, -100_000, 100_000);
        String fill = arguments.text(2, " ");
        int missing = Math.abs(width) - text.codePointCount(0, text.length());
        if (missing <= 0 || fill.isEmpty()) {
            return text;
        }
        arguments.budget().charge(missing / FILLED_PER_STEP);
        int length = fill.codePointCount(0, fill.length());
        String filling = fill.repeat(missing / length)
                + fill.substring(0, fill.offsetByCodePoints(0, missing % length));
        return width < 0 ? filling + text : text + filling;
    }

    /** The library writes a large number in Roman as that many letters M. */
    private static @Nullable Object formatInteger(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        BigDecimal number = arguments.number(0);
        String picture = arguments.text(1);
        boolean roman = picture.startsWith("I") || picture.startsWith("i");
        if (number.abs().compareTo(roman ? LARGEST_ROMAN : LARGEST_WORDED) > 0) {
            throw arguments.refused("too large", number, "at most " + (roman ? LARGEST_ROMAN : LARGEST_WORDED));
        }
        return Functions.formatInteger(number, picture);
    }
}
