package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** A compiled expression. Immutable; many threads may evaluate it. */
public final class Expression {
    private final String text;
    private final Jsonata jsonata;
    private final Purpose purpose;

    Expression(String text, Jsonata jsonata, Purpose purpose) {
        this.text = text;
        this.jsonata = jsonata;
        this.purpose = purpose;
    }

    public String text() {
        return text;
    }

    /**
     * Evaluates.
     *
     * @param input what names refer to: a plain value
     * @param variables by name without the dollar sign
     * @param budget shared by all expressions of one event
     * @return a plain value with exact numbers; null if there is nothing
     * @throws ExpressionFailure if it has no result
     */
    public @Nullable Object evaluate(@Nullable Object input, Map<String, ?> variables, Budget budget) {
        // A fresh frame for each evaluation: one that is shared gives wrong results without an error.
        Frame frame = jsonata.createFrame();
        variables.forEach(frame::bind);
        Comparisons comparisons = purpose == Purpose.EXACT ? new Comparisons() : null;
        frame.setEvaluateEntryCallback((node, context, environment) -> {
            budget.enter();
            if (comparisons != null) {
                comparisons.enter();
            }
        });
        frame.setEvaluateExitCallback((node, context, environment, result) -> {
            if (comparisons != null) {
                comparisons.leave(result);
            }
            budget.leave();
            budget.weigh(result);
        });
        budget.restart();
        try {
            return FunctionSet.within(budget, variables, () -> PlainValue.of(jsonata.evaluate(input, frame), purpose));
        } catch (ExpressionFailure e) {
            throw e;
        } catch (StackOverflowError e) {
            throw tooDeep();
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /** The library wraps errors too, also those of a pattern that recurses, and what a function of a sort ends with. */
    private static ExpressionFailure failure(RuntimeException e) {
        return switch (e.getCause()) {
            case ExpressionFailure inner -> inner;
            case StackOverflowError deep -> tooDeep();
            case Error fatal -> throw fatal;
            case null, default -> ExpressionFailure.failed(e);
        };
    }

    private static ExpressionFailure tooDeep() {
        return ExpressionFailure.outOfBounds("the expression or a pattern in it is nested too deeply");
    }

    @Override
    public String toString() {
        return text;
    }
}
