package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.chain.Address;

import java.util.Set;

final class TestExpressions {
    static final Address SUPPLIER = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");

    static final Expressions EXPRESSIONS = new Expressions((book, key) -> book.equals("suppliers") && key.equals("S1")
            ? java.util.Optional.of(SUPPLIER)
            : java.util.Optional.empty());

    private TestExpressions() {}

    static Expressions.Outcome outcome(String text) {
        return EXPRESSIONS.compile(text, Purpose.EXACT, Set.of("source"));
    }

    static Expression compile(String text) {
        return switch (outcome(text)) {
            case Expressions.Outcome.Compiled compiled -> compiled.expression();
            case Expressions.Outcome.Refused refused -> throw new AssertionError(text + ": " + refused.reasons());
        };
    }
}
