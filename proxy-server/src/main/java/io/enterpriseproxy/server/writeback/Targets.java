package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.catalog.ConnectionCatalog;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.ledger.WriteBackRecord;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open targets, one per rule of a mapping version that results are written back by. */
final class Targets implements AutoCloseable {
    private final MappingCatalog mappings;
    private final ConnectionCatalog connections;
    private final Map<Key, Target> open = new ConcurrentHashMap<>();

    Targets(MappingCatalog mappings, ConnectionCatalog connections) {
        this.mappings = mappings;
        this.connections = connections;
    }

    private record Key(String mapping, int version, int rule) {}

    /** A sink, and whether a parked result holds the later ones of its key. */
    record Target(ResultSink sink, boolean holds) {}

    /**
     * The target that a result is for.
     *
     * @throws IllegalStateException if its mapping version or connection is not there any more
     */
    Target of(WriteBackRecord result) {
        return open.computeIfAbsent(new Key(result.mapping(), result.mappingVersion(), result.rule()), key -> {
            WriteBack rule = mappings.version(key.mapping(), key.version()).mapping().writeBacks().get(key.rule());
            return new Target(connections.get(rule.connection()).openTarget(rule.settings()), rule.holdsOnFailure());
        });
    }

    @Override
    public void close() {
        open.values().forEach(target -> target.sink().close());
    }
}
