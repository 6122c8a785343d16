package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.ConnectionBound;
import io.enterpriseproxy.connector.ConnectorKind;
import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.Place;
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
    private final Map<String, Choice> connections;
    private final RecordBinder binder = new RecordBinder(Path.of(""), References.NONE);

    private final boolean checked;

    Connections(MappingEnvironment environment) {
        this(withRest(environment.connectors()), environment.connections(), true);
    }

    private Connections(Map<String, ConnectorKind> kinds, Map<String, Choice> connections, boolean checked) {
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
        Optional<Bound> bound = binder.bindOneOf(node, choices, faults)
                .map(choice -> new Bound(choice.key(), named(node, choice.key()), choice.value()));
        bound.filter(known -> checked).ifPresent(known -> checkFit(node, known, faults));
        return bound;
    }

    /** Also what only the connection can tell. */
    private void checkFit(Node node, Bound bound, Faults faults) {
        Choice connection = bound.connection().map(connections::get).orElse(null);
        ConnectorKind kind = kinds.get(bound.kind());
        if (bound.settings() instanceof ConnectionBound settings && connection != null && kind != null
                && connection.key().equals(kind.connectionName())) {
            settings.misfits(connection.value()).forEach(
                    misfit -> faults.add(placeOf(node, bound.kind(), misfit.setting()), misfit.message()));
        }
    }

    /** Where a setting stands; the nearest part above it if it is not there. */
    private static Place placeOf(Node node, String kind, String setting) {
        Node nearest = node;
        for (String key : (kind + "." + setting).split("\\.", -1)) {
            nearest = nearest instanceof Node.Mapping mapping ? mapping.get(key).orElse(nearest) : nearest;
        }
        return nearest.place();
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
                Choice connection = connections.get(scalar.text());
                if (connection == null) {
                    faults.add(scalar.place(), "there is no connection " + scalar.text()
                            + NearestName.hint(scalar.text(), connections.keySet()));
                } else if (!connection.key().equals(expected)) {
                    faults.add(scalar.place(), "the connection " + scalar.text() + " is of kind " + connection.key()
                            + "; expected one of kind " + expected);
                }
            });
        });
    }
}
