package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.config.ProxyConfig;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which chains mappings and policies may name. The sets are live views: a chain that is registered while the server runs is in
 * them at once. Before the ledger is open they have those of the configuration alone. Thread-safe.
 */
public final class ChainNames {
    private final Set<String> all = ConcurrentHashMap.newKeySet();
    private final Set<String> sponsored = ConcurrentHashMap.newKeySet();

    private ChainNames() {}

    public static ChainNames of(ProxyConfig config) {
        ChainNames names = new ChainNames();
        config.chains().forEach((name, chain) -> names.add(name, chain.family()));
        return names;
    }

    void add(String name, ChainFamily family) {
        if (family == ChainFamily.KAIA) {
            sponsored.add(name);
        }
        all.add(name);
    }

    public Set<String> all() {
        return Collections.unmodifiableSet(all);
    }

    /** Those of them whose transactions may have a fee payer. */
    public Set<String> sponsored() {
        return Collections.unmodifiableSet(sponsored);
    }
}
