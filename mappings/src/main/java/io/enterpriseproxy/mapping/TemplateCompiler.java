package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.expression.Expression;
import io.enterpriseproxy.mapping.expression.Expressions;
import io.enterpriseproxy.mapping.expression.Purpose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles the expressions of one mapping file. */
final class TemplateCompiler {
    /** What expressions over an event see besides its fields. */
    static final Set<String> OF_EVENT = Set.of("source");

    private final Expressions expressions;
    private final Faults faults;
    private final Faults warnings;

    TemplateCompiler(Expressions expressions, Faults faults, Faults warnings) {
        this.expressions = expressions;
        this.faults = faults;
        this.warnings = warnings;
    }

    /** A tree; where a text is no expression, a fault is added and its place is left empty. */
    Template tree(Node node, Purpose purpose, Set<String> variables) {
        return tree(node, purpose, variables, Set.of());
    }

    /** The arguments of a call, which may have cloaked fields of these names. */
    Template arguments(Node node, Set<String> cloaks) {
        return tree(node, Purpose.EXACT, OF_EVENT, cloaks);
    }

    private Template tree(Node node, Purpose purpose, Set<String> variables, Set<String> cloaks) {
        return switch (node) {
            case Node.Scalar scalar when scalar.value() instanceof String -> expression(scalar, purpose, variables,
                    cloaks)
                    .<Template>map(e -> new Template.Computed(e, scalar.place().path()))
                    .orElse(new Template.Literal(null));
            case Node.Scalar scalar -> new Template.Literal(scalar.value());
            case Node.Sequence sequence -> new Template.Items(
                    sequence.items().stream().map(item -> tree(item, purpose, variables, cloaks)).toList());
            case Node.Mapping mapping -> {
                Map<String, Template> fields = new LinkedHashMap<>();
                mapping.entries().forEach((name, value) -> fields.put(name, tree(value, purpose, variables, cloaks)));
                yield new Template.Fields(fields);
            }
        };
    }

    private Optional<Expression> expression(Node.Scalar scalar, Purpose purpose, Set<String> variables,
            Set<String> cloaks) {
        switch (expressions.compile(scalar.text(), purpose, variables, cloaks)) {
            case Expressions.Outcome.Compiled compiled -> {
                compiled.warnings().forEach(warning -> warnings.add(scalar.place(), warning));
                return Optional.of(compiled.expression());
            }
            case Expressions.Outcome.Refused refused -> {
                refused.reasons().forEach(reason -> faults.add(scalar.place(), reason));
                return Optional.empty();
            }
        }
    }
}
