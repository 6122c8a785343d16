package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.StoreKey;

/** A Vault that wraps keys, and has none that sign. */
public final class VaultTransitStore extends VaultStore {
    /** Asks nothing of Vault yet. */
    public VaultTransitStore(VaultSettings settings) {
        super(settings);
    }

    @Override
    public Address address(String key) {
        throw signsNothing(key);
    }

    @Override
    public StoreKey key(String key) {
        throw signsNothing(key);
    }

    private static KeyStoreException signsNothing(String key) {
        return new KeyStoreException(
                "this Vault has no signing key " + key + ": it is configured with its transit engine"
                        + " only; add secrets: or ethsign:",
                null);
    }
}
