package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.mapping.CompileOutcome;
import io.enterpriseproxy.mapping.CompiledMapping;
import io.enterpriseproxy.mapping.MappingCompiler;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.catalog.MappingCatalog;
import io.enterpriseproxy.server.catalog.PublishedMapping;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The published mappings, compiled. What is current follows the rows: {@link #refresh} is called after every change here,
 * and now and then for changes of other instances.
 */
public final class PublishedMappings implements MappingCatalog {
    private final MappingArchive archive;
    private final MappingCompiler compiler;
    private final List<MappingListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<StoredVersion.Key, CompiledMapping> compiled = new ConcurrentHashMap<>();
    private volatile Map<String, Current> current = Map.of();

    PublishedMappings(MappingArchive archive, MappingCompiler compiler) {
        this.archive = archive;
        this.compiler = compiler;
    }

    /** What new events of a mapping are mapped with. */
    public record Current(CompiledMapping mapping, int version, boolean paused) {}

    /** Tells of every mapping now, and of each change from now on. */
    public synchronized void listen(MappingListener listener) {
        current.forEach((name, now) -> listener.changed(name, now.mapping(), now.paused()));
        listeners.add(listener);
    }

    /** The current mappings by name. */
    public Map<String, Current> all() {
        return current;
    }

    @Override
    public Optional<PublishedMapping> current(String mapping) {
        return Optional.ofNullable(current.get(mapping))
                .map(now -> new PublishedMapping(now.mapping(), now.version(), now.paused()));
    }

    @Override
    public PublishedMapping version(String mapping, int version) {
        Current now = current.get(mapping);
        if (now != null && now.version() == version) {
            return new PublishedMapping(now.mapping(), version, now.paused());
        }
        return new PublishedMapping(compiled(new StoredVersion.Key(mapping, version)), version, true);
    }

    /**
     * Follows the rows.
     *
     * @throws DocumentException if a version that is current cannot be compiled: its contract, chain, key or connection is
     *             gone from the configuration. Nothing has changed then
     */
    public synchronized void refresh() {
        Map<String, Current> next = new HashMap<>();
        Faults faults = new Faults();
        for (MappingHead head : archive.heads()) {
            Integer version = head.currentVersion();
            if (version != null) {
                try {
                    next.put(head.name(), new Current(compiled(new StoredVersion.Key(head.name(), version)), version,
                            head.paused()));
                } catch (DocumentException e) {
                    faults.addAll(e.faults());
                }
            }
        }
        faults.throwIfAny();
        Map<String, Current> before = current;
        current = Map.copyOf(next);
        announce(before, current);
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

    private CompiledMapping compiled(StoredVersion.Key key) {
        return compiled.computeIfAbsent(key, this::compile);
    }

    private CompiledMapping compile(StoredVersion.Key key) {
        StoredVersion stored = archive.version(key.name(), key.version())
                .orElseThrow(
                        () -> new IllegalStateException("mapping " + key.name() + " has no version " + key.version()));
        String name = key.name() + " (version " + key.version() + ", published by " + stored.publishedBy() + ")";
        return switch (compiler.compile(MappingText.of(stored).source(name))) {
            case CompileOutcome.Compiled ok -> ok.mapping();
            case CompileOutcome.Refused refused -> throw new DocumentException(refused.faults());
        };
    }
}
