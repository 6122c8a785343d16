package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.Result;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The values of a statement's parameters: the fields of a result's payload, exact, and what every result has. */
final class ParameterValues {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** A number with more places is refused: written out, a few characters would become gigabytes. */
    private static final int MOST_PLACES = 1_000;

    private final Dialect dialect;

    ParameterValues(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The values by position.
     *
     * @throws IllegalArgumentException if the payload is no object, lacks a parameter or takes a reserved name
     */
    List<JsonNode> of(NamedStatement statement, Result result) {
        JsonNode payload = payload(result);
        Map<String, JsonNode> reserved = Map.of("resultId", text(result.id()), "callId", text(result.callId()),
                "status",
                text(result.status()));
        Set<String> missing = new TreeSet<>();
        List<JsonNode> values = new ArrayList<>();
        for (String name : statement.names()) {
            JsonNode value = reserved.getOrDefault(name, payload.get(name));
            if (value == null) {
                missing.add(name);
            } else {
                values.add(bounded(name, value));
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the statement's parameters " + missing + " are missing; found "
                    + new TreeSet<>(payload.propertyNames()));
        }
        for (String name : reserved.keySet()) {
            if (payload.has(name)) {
                throw new IllegalArgumentException("the parameter " + name
                        + " always has the result's own value; expected another name for the one of the mapping");
            }
        }
        return values;
    }

    private static JsonNode bounded(String name, JsonNode value) {
        if (value.isNumber() && Math.abs((long) value.decimalValue().scale()) > MOST_PLACES) {
            throw new IllegalArgumentException("the parameter " + name + " is a number with more than " + MOST_PLACES
                    + " places; found " + value.decimalValue());
        }
        return value;
    }

    private static JsonNode payload(Result result) {
        try {
            JsonNode payload = JSON.readTree(result.payload());
            if (payload.isObject()) {
                return payload;
            }
            throw new IllegalArgumentException("the payload is " + payload.getNodeType() + "; expected an object");
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the payload is no JSON; expected an object", e);
        }
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    void bind(PreparedStatement statement, List<JsonNode> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            bind(statement, i + 1, values.get(i));
        }
    }

    private void bind(PreparedStatement statement, int position, JsonNode value) throws SQLException {
        switch (value.getNodeType()) {
            case NULL, MISSING -> statement.setNull(position, Types.NULL);
            case STRING -> statement.setString(position, value.stringValue());
            case NUMBER -> bindNumber(statement, position, value.decimalValue());
            case BOOLEAN -> {
                if (dialect.untypedParameters()) {
                    statement.setString(position, Boolean.toString(value.booleanValue()));
                } else {
                    statement.setBoolean(position, value.booleanValue());
                }
            }
            case ARRAY, OBJECT, BINARY, POJO -> statement.setString(position, value.toString());
        }
    }

    private void bindNumber(PreparedStatement statement, int position, BigDecimal number) throws SQLException {
        if (dialect.untypedParameters()) {
            statement.setString(position, number.toPlainString());
        } else {
            statement.setBigDecimal(position, number);
        }
    }
}
