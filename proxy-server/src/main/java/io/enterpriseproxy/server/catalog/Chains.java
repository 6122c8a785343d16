package io.enterpriseproxy.server.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The chains by name: those of the configuration, and those that were registered. None ever goes. Thread-safe. */
public final class Chains {
    private final Map<String, Chain> byName;
    private final List<Consumer<Chain>> listeners = new CopyOnWriteArrayList<>();

    public Chains(Map<String, Chain> byName) {
        this.byName = new ConcurrentHashMap<>(byName);
    }

    /** A live view. */
    public Collection<Chain> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** A chain that a mapping was checked against. */
    public Chain get(String name) {
        Chain chain = byName.get(name);
        if (chain == null) {
            throw new IllegalStateException("chain " + name + " is not configured any more, but a lane needs it");
        }
        return chain;
    }

    public Optional<Chain> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Tells of every chain now, and of each that is added from now on. */
    public synchronized void listen(Consumer<Chain> listener) {
        byName.values().forEach(listener);
        listeners.add(listener);
    }

    /**
     * Adds a chain. Listeners hear of it first: whoever finds it here finds what belongs to it.
     *
     * @throws IllegalStateException if there is one of this name
     */
    public synchronized void add(Chain chain) {
        if (byName.containsKey(chain.name())) {
            throw new IllegalStateException("there is a chain " + chain.name() + " already");
        }
        listeners.forEach(listener -> listener.accept(chain));
        byName.put(chain.name(), chain);
    }
}
