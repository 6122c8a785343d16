package io.enterpriseproxy.server.systems;

import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.server.catalog.Chain;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.config.LoadedConfig;

import java.util.HashMap;
import java.util.Map;

/** The chains and keys of the configuration, opened together and closed together. */
public final class Systems implements AutoCloseable {
    private final Map<String, Chain> chains;
    private final Map<String, Signer> signers;

    private Systems(Map<String, Chain> chains, Map<String, Signer> signers) {
        this.chains = chains;
        this.signers = signers;
    }

    /** Opens them; a key that cannot be opened is left out and added to the faults. Needs no node. */
    public static Systems open(LoadedConfig config, Faults faults) {
        Map<String, Chain> chains = new HashMap<>();
        config.settings().chains().forEach((name, chain) -> chains.put(name, ChainOpener.open(name, chain)));
        return new Systems(chains, KeyOpener.open(config, faults));
    }

    public Chains chains() {
        return new Chains(chains);
    }

    public KeyRing keys() {
        return new KeyRing(signers);
    }

    /** Ends the nodes' connections and forgets the keys. */
    @Override
    public void close() {
        chains.values().forEach(chain -> chain.client().close());
        signers.values().forEach(Signer::close);
    }
}
