package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.mapping.WriteBack;
import io.enterpriseproxy.server.catalog.ConnectionCatalog;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.ledger.ParkedResult;
import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open targets, one per rule of a mapping: that of the version whose results are in hand. So a mapping that is
 * published often does not keep a connection for each version.
 */
final class Targets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Targets.class);

    private final MappingCatalog mappings;
    private final ConnectionCatalog connections;
    private final Map<Use, Opened> open = new ConcurrentHashMap<>();

    Targets(MappingCatalog mappings, ConnectionCatalog connections) {
        this.mappings = mappings;
        this.connections = connections;
    }

    /** A rule's results that go to one target: two queues have no sink in common. */
    private record Use(TargetKey target, int rule) {}

    private record Opened(int version, Target target) {}

    /** A sink, and whether a parked result holds the later ones of its key. */
    record Target(ResultSink sink, boolean holds) {}

    /**
     * The target that a result is for. Of one target it is asked for by one thread at a time, when what it gave
     * before is not in use any more.
     *
     * @throws IllegalStateException if its mapping version or connection is not there any more
     */
    Target of(WriteBackRecord result) {
        Use key = new Use(new TargetKey(result.mapping(), result.target()), result.rule());
        Opened before = open.get(key);
        if (before != null && before.version() == result.mappingVersion()) {
            return before.target();
        }
        if (before != null) {
            open.remove(key);
            before.target().sink().close();
        }
        Target target = open(result);
        open.put(key, new Opened(result.mappingVersion(), target));
        return target;
    }

    private Target open(WriteBackRecord result) {
        WriteBack rule = mappings.version(result.mapping(), result.mappingVersion()).mapping().writeBacks()
                .get(result.rule());
        return new Target(connections.get(rule.connection()).openTarget(rule.settings()), rule.holdsOnFailure());
    }

    /** Whether a parked result holds the later ones of its ordering key; not if its version is not there any more. */
    boolean holds(String mapping, ParkedResult parked) {
        try {
            return mappings.version(mapping, parked.mappingVersion()).mapping().writeBacks().get(parked.rule())
                    .holdsOnFailure();
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("mapping", mapping).setCause(e).log(
                    "Version {} of the mapping is not there any more: its parked results hold nothing",
                    parked.mappingVersion());
            return false;
        }
    }

    @Override
    public void close() {
        open.values().forEach(opened -> opened.target().sink().close());
    }
}
