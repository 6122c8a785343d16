package io.enterpriseproxy.server.catalog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The chains of the configuration by name. */
public final class Chains {
    private final Map<String, Chain> byName;

    public Chains(Map<String, Chain> byName) {
        this.byName = Map.copyOf(byName);
    }

    public Collection<Chain> all() {
        return byName.values();
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
}
