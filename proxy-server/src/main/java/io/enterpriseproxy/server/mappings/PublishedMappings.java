package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.Mapping;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.MappingSource;
import io.enterpriseproxy.mapping.document.Fault;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.privacy.SensitivePaths;
import io.enterpriseproxy.server.catalog.FollowedChains;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.NotConfiguredException;
import io.enterpriseproxy.server.catalog.PublishedMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The published mappings, compiled. What is current follows the rows: {@link #refresh} is called after every change here,
 * and now and then for changes of other instances.
 *
 * <p>
 * A version whose contract, chain, key or connection is gone from the configuration, or is not known yet on this instance, is
 * broken: it takes no events and keeps no other mapping from working, and is compiled again at each refresh. Its calls in flight are settled by what of it still compiles.
 */
public final class PublishedMappings implements MappingCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedMappings.class);

    private final MappingArchive archive;
    private final MappingCompiler compiler;
    private final FollowedChains chains;
    private final List<MappingListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<StoredVersion.Key, CompileOutcome.Compiled> compiled = new ConcurrentHashMap<>();
    private final Map<StoredVersion.Key, Origin> origins = new ConcurrentHashMap<>();
    private final Map<StoredVersion.Key, Mapping> settling = new ConcurrentHashMap<>();
    private volatile Map<String, Current> current = Map.of();
    private volatile Map<String, Broken> broken = Map.of();

    PublishedMappings(MappingArchive archive, MappingCompiler compiler, FollowedChains chains) {
        this.archive = archive;
        this.compiler = compiler;
        this.chains = chains;
    }

    /** What new events of a mapping are mapped with. */
    public record Current(CompiledMapping mapping, int version, boolean fromFile, boolean paused) {}

    private record Broken(int version, List<Fault> faults) {}

    /** Tells of every mapping now, and of each change from now on. */
    public synchronized void listen(MappingListener listener) {
        current.forEach((name, now) -> listener.changed(name, now.mapping(), now.paused()));
        listeners.add(listener);
    }

    /** The current mappings by name, without the broken ones. */
    public Map<String, Current> all() {
        return current;
    }

    /** What is wrong with the mappings that should take events but do not compile any more, by name. */
    public Map<String, String> broken() {
        Map<String, String> reasons = new HashMap<>();
        broken.forEach((name, version) -> reasons.put(name, Faults.render(version.faults())));
        return reasons;
    }

    @Override
    public Optional<PublishedMapping> current(String mapping) {
        return Optional.ofNullable(current.get(mapping))
                .map(now -> new PublishedMapping(now.mapping(), now.version(), now.fromFile(), now.paused()));
    }

    @Override
    public boolean isBroken(String mapping) {
        return broken.containsKey(mapping);
    }

    @Override
    public SensitivePaths sensitive(String mapping) {
        Current now = current.get(mapping);
        return now != null
                ? now.mapping().sensitive()
                : archive.newest(mapping)
                        .map(newest -> version(mapping, newest.key().version()).mapping().sensitive())
                        .orElse(SensitivePaths.NONE);
    }

    @Override
    public PublishedMapping version(String mapping, int version) {
        Current now = current.get(mapping);
        if (now != null && now.version() == version) {
            return new PublishedMapping(now.mapping(), version, now.fromFile(), now.paused());
        }
        StoredVersion.Key key = new StoredVersion.Key(mapping, version);
        Mapping known = settling.get(key);
        return new PublishedMapping(known == null ? settling(key) : known, version, fromFile(key), true);
    }

    private Mapping settling(StoredVersion.Key key) {
        return switch (compile(key)) {
            case CompileOutcome.Compiled ok -> ok.mapping();
            case CompileOutcome.Refused refused ->
                settling.computeIfAbsent(key, broken -> compiler.compileOutcomes(source(broken)).orElseThrow(
                        () -> new NotConfiguredException(
                                "calls in flight of mapping " + key.name() + " cannot be settled: "
                                        + Faults.render(refused.faults()))));
        };
    }

    /** Follows the rows. */
    public synchronized void refresh() {
        Map<String, Current> next = new HashMap<>();
        Map<String, Broken> unusable = new HashMap<>();
        List<MappingHead> heads = archive.heads();
        chains.refresh();
        for (MappingHead head : heads) {
            Integer version = head.currentVersion();
            if (version != null) {
                switch (compile(new StoredVersion.Key(head.name(), version))) {
                    case CompileOutcome.Compiled ok ->
                        next.put(head.name(), new Current(ok.mapping(), version,
                                fromFile(new StoredVersion.Key(head.name(), version)), head.paused()));
                    case CompileOutcome.Refused refused ->
                        unusable.put(head.name(), new Broken(version, refused.faults()));
                }
            }
        }
        Map<String, Current> before = current;
        tellBroken(broken, unusable);
        broken = Map.copyOf(unusable);
        current = Map.copyOf(next);
        announce(before, current);
    }

    private static void tellBroken(Map<String, Broken> before, Map<String, Broken> after) {
        after.forEach((name, version) -> {
            if (!version.equals(before.get(name))) {
                LOG.atError().addKeyValue("mapping", name).addKeyValue("code", ProblemCode.INVALID_MAPPING.slug())
                        .log("takes no events, since it does not fit this configuration: {}",
                                Faults.render(version.faults()));
            }
        });
    }

    private void announce(Map<String, Current> before, Map<String, Current> after) {
        before.keySet().stream().filter(name -> !after.containsKey(name))
                .forEach(name -> listeners.forEach(listener -> listener.changed(name, null, false)));
        after.forEach((name, now) -> {
            if (!now.equals(before.get(name))) {
                listeners.forEach(listener -> listener.changed(name, now.mapping(), now.paused()));
            }
        });
    }

    /** A version does not change, and what mappings may name only grows: what compiles once always does. */
    private CompileOutcome compile(StoredVersion.Key key) {
        CompileOutcome.Compiled known = compiled.get(key);
        if (known != null) {
            return known;
        }
        CompileOutcome outcome = compiler.compile(source(key));
        if (outcome instanceof CompileOutcome.Compiled now) {
            compiled.put(key, now);
        }
        return outcome;
    }

    private boolean fromFile(StoredVersion.Key key) {
        return origins.computeIfAbsent(key, asked -> stored(asked).origin()) == Origin.FILE;
    }

    private MappingSource source(StoredVersion.Key key) {
        StoredVersion stored = stored(key);
        return MappingText.of(stored)
                .source(key.name() + " (version " + key.version() + ", published by " + stored.publishedBy() + ")");
    }

    private StoredVersion stored(StoredVersion.Key key) {
        return archive.version(key.name(), key.version()).orElseThrow(
                () -> new IllegalStateException("mapping " + key.name() + " has no version " + key.version()));
    }
}
