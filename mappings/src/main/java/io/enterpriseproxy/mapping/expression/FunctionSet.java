package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Our functions in the form of the library. */
final class FunctionSet {
    /** The library calls a function without any context of ours; an evaluation never leaves its thread. */
    private static final ThreadLocal<Evaluation> CURRENT = new ThreadLocal<>();

    private final Map<String, JFunction> functions;
    private final Set<String> names;

    /** What an evaluation may use, and what it was given. */
    private record Evaluation(Budget budget, Map<String, ?> variables) {}

    FunctionSet(AddressBook addresses) {
        functions = all(addresses).collect(Collectors.toUnmodifiableMap(MappingFunction::name, this::callable));
        Set<String> callable = new HashSet<>(functions.keySet());
        callable.addAll(Builtins.KEPT);
        names = Set.copyOf(callable);
    }

    static Stream<MappingFunction> all(AddressBook addresses) {
        return Stream.of(NumberFunctions.all(), BytesFunctions.all(addresses), TimeFunctions.all(), TextFunctions.all(),
                ListFunctions.all(), PatternFunctions.all()).flatMap(List::stream);
    }

    /** All that may be called: ours, and those of JSONata that are exact and bounded. */
    Set<String> names() {
        return names;
    }

    /** All of ours, and refusals for those that are not allowed, whether or not the lint saw them in the expression. */
    void registerIn(Jsonata expression) {
        functions.forEach(expression::registerFunction);
        Builtins.REFUSED.forEach((name, why) -> expression.registerFunction(name, new JFunction((input, arguments) -> {
            throw ExpressionFailure.failed("$" + name + " " + why);
        }, "<x?x?x?:x>")));
    }

    static @Nullable Object within(Budget budget, Map<String, ?> variables, Supplier<@Nullable Object> evaluation) {
        CURRENT.set(new Evaluation(budget, variables));
        try {
            return evaluation.get();
        } finally {
            CURRENT.remove();
        }
    }

    private JFunction callable(MappingFunction function) {
        String name = "$" + function.name();
        return new JFunction((input, arguments) -> {
            Evaluation evaluation = Objects.requireNonNull(CURRENT.get());
            return function.body().apply(new Arguments(name, arguments, evaluation.budget(), evaluation.variables()));
        }, function.types());
    }
}
