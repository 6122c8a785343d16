package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.YamlDocument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code enterprise-proxy.yaml}. Unknown keys are refused; all faults come at once. */
public final class ConfigLoader {
    private record File(ProxyConfig enterpriseProxy) {}

    private final Map<String, Class<? extends Record>> connectionKinds;
    private final Map<String, String> environment;

    /**
     * @param connectionKinds what may stand under a connection's name: the connector's word and its record
     * @param environment what {@code ${env:…}} is looked up in
     */
    public ConfigLoader(Map<String, Class<? extends Record>> connectionKinds, Map<String, String> environment) {
        this.connectionKinds = Map.copyOf(connectionKinds);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a file. Relative paths and {@code ${file:…}} are relative to its directory.
     *
     * @throws DocumentException with every fault
     */
    public LoadedConfig load(Path file, Overrides overrides) {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        Node root = YamlDocument.parse(read(absolute), file.toString());
        RecordBinder binder = new RecordBinder(directory, new FileReferences(directory, environment));
        Faults faults = new Faults();
        Optional<ProxyConfig> settings = binder.bind(root, File.class, faults).map(File::enterpriseProxy);
        Node parts = Nodes.nearest(root, "enterprise-proxy");
        Map<String, Choice> connections = connections(parts, binder, faults);
        settings.ifPresent(bound -> new ConfigChecks(parts, faults).check(bound));
        faults.throwIfAny();
        return new LoadedConfig(absolute, settings.orElseThrow().with(overrides.data(), overrides.port()), connections,
                parts);
    }

    private Map<String, Choice> connections(Node parts, RecordBinder binder, Faults faults) {
        Map<String, Choice> bound = new LinkedHashMap<>();
        Nodes.at(parts, "connections").map(Nodes::entries).orElse(Map.of())
                .forEach((name, node) -> binder.bindOneOf(node, connectionKinds, faults)
                        .ifPresent(choice -> bound.put(name, choice)));
        return bound;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new DocumentException(List.of(new Fault(file.toString(), 1, "",
                    "the file cannot be read (" + e.getClass().getSimpleName() + "); check that it exists")));
        }
    }
}
