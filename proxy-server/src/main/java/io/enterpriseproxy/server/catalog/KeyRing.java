package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.Signer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The signers of the configuration by key alias. */
public final class KeyRing {
    private final Map<String, Signer> byAlias;

    public KeyRing(Map<String, Signer> byAlias) {
        this.byAlias = Map.copyOf(byAlias);
    }

    public Set<String> aliases() {
        return byAlias.keySet();
    }

    /** Empty if the key is not configured (any more). */
    public Optional<Signer> signer(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }
}
