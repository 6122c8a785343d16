package io.enterpriseproxy.mapping.event;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A JSON Schema that events must fit. Refers to nothing outside itself. Immutable and thread-safe. */
public final class EventSchema {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)
                            .block(iri -> !iri.toString().contains("json-schema.org/")))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true)
                            .regularExpressionFactory(new SchemaPatterns()).build())
                    .schemaCacheEnabled(false));
    private static final int MOST_SHOWN = 10;

    private final Schema schema;

    private EventSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static EventSchema parse(String json) {
        JsonNode node = JsonNodes.of(EventFormat.readStored(json));
        try {
            List<Error> faults = SchemaPatterns
                    .counting(() -> REGISTRY.getSchema(SchemaLocation.of(dialect(node))).validate(node));
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException("not a JSON Schema: " + describe(faults));
            }
            Schema schema = REGISTRY.getSchema(node);
            schema.initializeValidators();
            return new EventSchema(schema);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("not a JSON Schema that can be used: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("not a JSON Schema that can be used: it is nested too deeply", e);
        }
    }

    private static String dialect(JsonNode node) {
        return node.path("$schema").asString(SpecificationVersion.DRAFT_2020_12.getDialectId());
    }

    /**
     * Compares an event with the schema; the problem names every fault by its path, the first ones if there are many. A
     * pattern that runs away over the event is a problem too.
     */
    public Optional<Problem> check(@Nullable Object event) {
        try {
            return problem(SchemaPatterns.counting(() -> schema.validate(JsonNodes.of(event))));
        } catch (SchemaPatterns.RunawayException e) {
            return outOfBounds(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            return outOfBounds("a pattern or reference of the schema recurses too deeply for the event");
        }
    }

    private static Optional<Problem> outOfBounds(String detail) {
        return Optional.of(Problem.at(ProblemCode.EXPRESSION_OUT_OF_BOUNDS, "schema", detail));
    }

    private static Optional<Problem> problem(List<Error> faults) {
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        return Optional
                .of(Problem.at(ProblemCode.EVENT_AGAINST_SCHEMA, "event" + faults.getFirst().getInstanceLocation(),
                        describe(faults)));
    }

    private static String describe(List<Error> faults) {
        String shown = faults.stream().limit(MOST_SHOWN)
                .map(fault -> fault.getInstanceLocation() + ": " + fault.getMessage())
                .collect(Collectors.joining("; "));
        return faults.size() > MOST_SHOWN ? shown + "; and " + (faults.size() - MOST_SHOWN) + " more" : shown;
    }
}
