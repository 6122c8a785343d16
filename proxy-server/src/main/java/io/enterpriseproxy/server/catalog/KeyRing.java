package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The signers of the configuration by key alias. While a key is changed, its alias has the previous one too, which signs for
 * the lanes of its own address until they have nothing to do.
 */
public final class KeyRing {
    private final Map<String, Signer> byAlias;
    private final Map<String, Signer> previous;

    /** @param previous by the alias of the key that has taken their place */
    public KeyRing(Map<String, Signer> byAlias, Map<String, Signer> previous) {
        this.byAlias = Map.copyOf(byAlias);
        this.previous = Map.copyOf(previous);
    }

    public Set<String> aliases() {
        return byAlias.keySet();
    }

    /** What new calls are signed with; empty if the key is not configured (any more). */
    public Optional<Signer> signer(String alias) {
        return Optional.ofNullable(byAlias.get(alias));
    }

    /** What has been signed with before; empty if the key is not being changed. */
    public Optional<Signer> previous(String alias) {
        return Optional.ofNullable(previous.get(alias));
    }

    /** Locks the signers of these aliases, and unlocks all others. */
    public void lockOnly(Set<String> aliases) {
        Stream.of(byAlias, previous).flatMap(each -> each.entrySet().stream()).forEach(entry -> {
            if (aliases.contains(entry.getKey())) {
                entry.getValue().lock();
            } else {
                entry.getValue().unlock();
            }
        });
    }

    /** What signs under an alias for this address; empty if neither the key nor the previous one does. */
    public Optional<Signer> signer(String alias, Address address) {
        return Stream.of(signer(alias), previous(alias)).flatMap(Optional::stream)
                .filter(signer -> signer.address().equals(address)).findFirst();
    }
}
