package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.mapping.expression.Budget;
import io.enterpriseproxy.mapping.expression.Expression;
import io.enterpriseproxy.mapping.expression.ExpressionFailure;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tree of a mapping file whose texts are expressions. Immutable. */
sealed interface Template {
    /**
     * Fills it in. Where an expression fails, its problem is added and nothing is filled in.
     *
     * @param input what names in expressions refer to
     */
    @Nullable
    Object fill(Input input, List<Problem> problems);

    /** What an expression sees, and what it may still use. */
    record Input(@Nullable Object context, Map<String, ?> variables, Budget budget) {}

    /** A number, true, false or null as it stands in the file. */
    record Literal(@Nullable Object value) implements Template {
        @Override
        public @Nullable Object fill(Input input, List<Problem> problems) {
            return value;
        }
    }

    /** A text of the file. */
    record Computed(Expression expression, String path) implements Template {
        @Override
        public @Nullable Object fill(Input input, List<Problem> problems) {
            try {
                return expression.evaluate(input.context(), input.variables(), input.budget());
            } catch (ExpressionFailure e) {
                problems.add(e.problem(path));
                return null;
            }
        }
    }

    /** A mapping of keys. */
    record Fields(Map<String, Template> fields) implements Template {
        @Override
        public Map<String, @Nullable Object> fill(Input input, List<Problem> problems) {
            Map<String, @Nullable Object> filled = new LinkedHashMap<>();
            fields.forEach((name, template) -> filled.put(name, template.fill(input, problems)));
            return filled;
        }
    }

    /** A list. */
    record Items(List<Template> items) implements Template {
        @Override
        public List<@Nullable Object> fill(Input input, List<Problem> problems) {
            List<@Nullable Object> filled = new ArrayList<>(items.size());
            items.forEach(template -> filled.add(template.fill(input, problems)));
            return filled;
        }
    }
}
