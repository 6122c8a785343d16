package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.config.LoadedConfig;

import java.util.HashMap;
import java.util.Map;

/** The chains and keys of the configuration, opened together; and closed together, with the chains that were registered. */
public final class Systems implements AutoCloseable {
    private final Chains chains;
    private final ChainNodes nodes;
    private final Keys keys;

    private Systems(Chains chains, ChainNodes nodes, Keys keys) {
        this.chains = chains;
        this.nodes = nodes;
        this.keys = keys;
    }

    /** Opens them; a key that cannot be opened is left out and added to the faults. Needs no node. */
    public static Systems open(LoadedConfig config, Faults faults) {
        Map<String, Chain> chains = new HashMap<>();
        ChainNodes nodes = new ChainNodes();
        config.settings().chains().forEach((name, chain) -> {
            ChainOpener.Opened opened = ChainOpener.open(name, chain);
            chains.put(name, opened.chain());
            nodes.add(name, "chains." + name, chain, opened.client());
        });
        return new Systems(new Chains(chains), nodes, Keys.open(config, faults));
    }

    public Chains chains() {
        return chains;
    }

    ChainNodes nodes() {
        return nodes;
    }

    public KeyRing keys() {
        return keys.ring();
    }

    /**
     * Gets the keys that fields are encrypted under, from their secrets or their stores.
     *
     * @return by name, as bytes that the caller wipes; one that cannot be had is left out and added to the faults
     */
    public Map<String, byte[]> cloakKeys(LoadedConfig config, Faults faults) {
        return keys.cloakKeys(config, faults);
    }

    /** Ends the nodes' connections and forgets the keys. */
    @Override
    public void close() {
        chains.all().forEach(chain -> chain.client().close());
        keys.close();
    }
}
