package io.enterpriseproxy.mapping.expression;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A function of the mapping language.
 *
 * @param usage as it is written: {@code $units(value, decimals)}
 * @param types in the form of JSONata's function signatures
 * @param purpose for people, one or two sentences
 * @param examples each is also a test
 */
record MappingFunction(String usage, String types, String purpose, List<Example> examples, Body body) {
    /**
     * @param expression what is written
     * @param input the event, as JSON
     * @param result what comes out, as JSON; a refusal as {@code !} and its problem code
     */
    record Example(String expression, String input, String result) {}

    /** What it does. Null is a missing value. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(Arguments arguments) throws Throwable;
    }

    MappingFunction(String usage, String types, String purpose, Body body, Example... examples) {
        this(usage, types, purpose, List.of(examples), body);
    }

    static Example example(String expression, String input, String result) {
        return new Example(expression, input, result);
    }

    /** Without the dollar sign. */
    String name() {
        return usage.substring(1, usage.indexOf('('));
    }
}
