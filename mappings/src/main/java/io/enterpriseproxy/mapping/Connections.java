package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.References;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Binds sources and targets to their connectors' records, and checks the connections that they name. */
final class Connections {
    private static final ConnectorKind REST = new ConnectorKind("rest", null, RestSourceSettings.class, null);
    private static final String CONNECTION = "connection";

    private final Map<String, ConnectorKind> kinds;
    private final Map<String, String> connections;
    private final RecordBinder binder = new RecordBinder(Path.of(""), References.NONE);

    private final boolean checked;

    Connections(MappingEnvironment environment) {
        this(withRest(environment.connectors()), environment.connections(), true);
    }

    private Connections(Map<String, ConnectorKind> kinds, Map<String, String> connections, boolean checked) {
        this.kinds = kinds;
        this.connections = connections;
        this.checked = checked;
    }

    private static Map<String, ConnectorKind> withRest(Map<String, ConnectorKind> connectors) {
        Map<String, ConnectorKind> kinds = new LinkedHashMap<>(connectors);
        kinds.put(REST.name(), REST);
        return kinds;
    }

    /** The same, also for settings whose connection is gone. */
    Connections unchecked() {
        return new Connections(kinds, connections, false);
    }

    /** The settings of a source or target, and the connection that they name. */
    record Bound(String kind, Optional<String> connection, Record settings) {}

    Optional<Bound> source(Node node, Faults faults) {
        return bind(node, records(ConnectorKind::source), faults);
    }

    /** The words of all targets. */
    Map<String, Class<? extends Record>> targets() {
        return records(ConnectorKind::target);
    }

    Optional<Bound> target(Node node, Faults faults) {
        return bind(node, targets(), faults);
    }

    private Map<String, Class<? extends Record>> records(
            Function<ConnectorKind, Optional<Class<? extends Record>>> side) {
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        kinds.values().forEach(kind -> side.apply(kind).ifPresent(record -> records.put(kind.name(), record)));
        return records;
    }

    private Optional<Bound> bind(Node node, Map<String, Class<? extends Record>> choices, Faults faults) {
        if (checked) {
            checkConnection(node, choices, faults);
        }
        Optional<Choice> choice = binder.bindOneOf(node, choices, faults);
        return choice.map(bound -> new Bound(bound.key(), named(node, bound.key()), bound.value()));
    }

    private static Optional<String> named(Node node, String kind) {
        return connectionNode(node, kind).map(Node.Scalar::text);
    }

    private static Optional<Node.Scalar> connectionNode(Node node, String kind) {
        return node instanceof Node.Mapping mapping && mapping.get(kind).orElse(null) instanceof Node.Mapping settings
                && settings.get(CONNECTION).orElse(null) instanceof Node.Scalar scalar && scalar.value() != null
                        ? Optional.of(scalar)
                        : Optional.empty();
    }

    private void checkConnection(Node node, Map<String, Class<? extends Record>> choices, Faults faults) {
        kinds.values().stream().filter(kind -> choices.containsKey(kind.name())).forEach(kind -> {
            connectionNode(node, kind.name()).ifPresent(scalar -> {
                String expected = kind.connectionName();
                String actual = connections.get(scalar.text());
                if (actual == null) {
                    faults.add(scalar.place(), "there is no connection " + scalar.text()
                            + NearestName.hint(scalar.text(), connections.keySet()));
                } else if (!actual.equals(expected)) {
                    faults.add(scalar.place(), "the connection " + scalar.text() + " is of kind " + actual
                            + "; expected one of kind " + expected);
                }
            });
        });
    }
}
