package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.mapping.expression.MappingFunction.Example;

import java.util.stream.Collectors;

/** The page {@code docs/reference/mapping-functions.md}, made of the functions themselves. */
public final class FunctionReference {
    private static final String HEAD = """
            # Functions of the mapping language

            Expressions are [JSONata](https://docs.jsonata.org). This page is generated from the functions, and each
            example on it is a test.

            Numbers are exact: a JSON number, a text with a number in it (`"1234.56"`) and the functions below keep every
            digit. What JSONata computes in floating point is refused where the result goes into an argument or a key:
            the operators `+ - * / %`, number literals with a fraction (write `'0.1'`), `$power`, `$sqrt`, `$average`,
            the transform `|…|…|`. Refused everywhere are `$eval`, `$now`, `$millis`, `$random` and `$shuffle`, since the
            same event must give the same call again.

            A missing or null first argument gives nothing; `$required` turns nothing into a refusal.

            ## Exact, ours

            """;

    private FunctionReference() {}

    /** The whole page. */
    public static String markdown() {
        return HEAD
                + FunctionSet.all(AddressBook.EMPTY).map(FunctionReference::section).collect(Collectors.joining("\n"))
                + "\n## JSONata's own\n\nAs in its documentation: "
                + Builtins.KEPT.stream().sorted().map(name -> "`$" + name + "`").collect(Collectors.joining(", "))
                + ".\n";
    }

    private static String section(MappingFunction function) {
        String examples = function.examples().stream().map(FunctionReference::row).collect(Collectors.joining());
        return "### `" + function.usage() + "`\n\n" + function.purpose() + "\n"
                + (examples.isEmpty() ? "" : "\n| expression | event | result |\n|---|---|---|\n" + examples);
    }

    private static String row(Example example) {
        String result = example.result().startsWith("!")
                ? "refused: `" + example.result().substring(1) + "`"
                : code(example.result());
        return "| " + code(example.expression()) + " | " + code(example.input()) + " | " + result + " |\n";
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
