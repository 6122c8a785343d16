package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.Choice;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import io.enterpriseproxy.mapping.document.RecordBinder;
import io.enterpriseproxy.mapping.document.References;
import io.enterpriseproxy.mapping.document.YamlDocument;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code enterprise-proxy.yaml}. Unknown keys are refused; all faults come at once. */
public final class ConfigLoader {
    private record File(ProxyConfig enterpriseProxy) {}

    /** Stands for every secret where none is needed; it has the form of an API key, which is the only form asked for. */
    private static final String ANY_SECRET = "ep_" + "0".repeat(32);

    private final Map<String, Class<? extends Record>> connectionKinds;
    private final Function<Path, References> references;
    private final boolean withKeys;

    private ConfigLoader(Map<String, Class<? extends Record>> connectionKinds, Function<Path, References> references,
            boolean withKeys) {
        this.connectionKinds = Map.copyOf(connectionKinds);
        this.references = references;
        this.withKeys = withKeys;
    }

    /**
     * @param connectionKinds what may stand under a connection's name: the connector's word and its record
     * @param environment what {@code ${env:…}} is looked up in
     */
    public ConfigLoader(Map<String, Class<? extends Record>> connectionKinds, Map<String, String> environment) {
        this(connectionKinds, directory -> new FileReferences(directory, environment), true);
    }

    /** For checks on a machine that has no secrets: what references stand for and key stores are not looked at. */
    public static ConfigLoader withoutSecrets(Map<String, Class<? extends Record>> connectionKinds) {
        return new ConfigLoader(connectionKinds, directory -> (scheme, name) -> ANY_SECRET, false);
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
        RecordBinder binder = new RecordBinder(directory, references.apply(directory));
        Faults faults = new Faults();
        Optional<ProxyConfig> settings = binder.bind(root, File.class, faults).map(File::enterpriseProxy);
        Node parts = Nodes.nearest(root, "enterprise-proxy");
        Map<String, Choice> connections = connections(parts, binder, faults);
        settings.ifPresent(bound -> new ConfigChecks(parts, withKeys, faults).check(bound));
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
