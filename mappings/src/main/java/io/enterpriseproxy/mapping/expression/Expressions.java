package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;

import java.util.List;
import java.util.Set;

/** Compiles expressions. Thread-safe. */
public final class Expressions {
    /** The variable in which {@code $cloak} finds the cloaked fields of an event: a map of their names to hex. */
    public static final String CLOAKED = "cloaked";

    private static final int LONGEST = 10_000;
    private static final int DEEPEST = 80;

    private final FunctionSet functions;

    /**
     * Compiles with this address book.
     *
     * @param addresses what {@code $address} looks in, each time it is called
     */
    public Expressions(AddressBook addresses) {
        this.functions = new FunctionSet(addresses);
    }

    /** What became of an expression. */
    public sealed interface Outcome {
        /** With what a careful author would change. */
        record Compiled(Expression expression, List<String> warnings) implements Outcome {}

        /** All reasons, each with its character. */
        record Refused(List<String> reasons) implements Outcome {}
    }

    /** Compiles an expression that may not call {@code $cloak}. */
    public Outcome compile(String text, Purpose purpose, Set<String> variables) {
        return compile(text, purpose, variables, Set.of());
    }

    /**
     * Compiles an expression.
     *
     * @param variables that will be set when it is evaluated, without the dollar sign
     * @param cloaks the fields that {@code $cloak} may name
     */
    public Outcome compile(String text, Purpose purpose, Set<String> variables, Set<String> cloaks) {
        if (text.length() > LONGEST || brackets(text) > DEEPEST) {
            return refused(
                    "is too long; expected at most " + LONGEST + " characters and brackets " + DEEPEST + " deep");
        }
        Jsonata jsonata;
        try {
            jsonata = Jsonata.jsonata(text);
        } catch (JException e) {
            return refused(e.getMessage() + " (at character " + e.getLocation() + ")");
        } catch (RuntimeException e) {
            return refused(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return refused("is nested too deeply");
        }
        Lint lint = new Lint(text, purpose, new Lint.Names(functions.names(), variables, cloaks));
        if (!lint.refusals().isEmpty()) {
            return new Outcome.Refused(lint.refusals());
        }
        jsonata.setValidateInput(false);
        jsonata.setOutputConvertNulls(false);
        functions.registerIn(jsonata);
        return new Outcome.Compiled(new Expression(text, jsonata, purpose), lint.warnings());
    }

    private static Outcome refused(String reason) {
        return new Outcome.Refused(List.of("not a JSONata expression: " + reason));
    }

    private static int brackets(String text) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }
}
