package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The keys and accounts of the configuration by alias. While a key is changed, its alias has the previous one too, which signs
 * for the lanes of its own address until they have nothing to do.
 */
public final class KeyRing {
    private final Map<String, Signer> keys;
    private final Map<String, Signer> previous;
    private final Map<String, SigningAccount> accounts;

    /**
     * @param previous by the alias of the key that has taken their place
     * @param accounts besides those that the keys are themselves; no alias is there twice
     */
    public KeyRing(Map<String, Signer> keys, Map<String, Signer> previous, Map<String, SigningAccount> accounts) {
        this.keys = Map.copyOf(keys);
        this.previous = Map.copyOf(previous);
        Map<String, SigningAccount> all = new HashMap<>(accounts);
        keys.forEach((alias, key) -> all.put(alias, SigningAccount.of(alias, key)));
        this.accounts = Map.copyOf(all);
    }

    /** Of all accounts. */
    public Set<String> aliases() {
        return accounts.keySet();
    }

    /** What new calls are signed by; empty if it is not configured (any more). */
    public Optional<SigningAccount> account(String alias) {
        return Optional.ofNullable(accounts.get(alias));
    }

    /** What has been signed with before; empty if the key is not being changed. */
    public Optional<SigningAccount> previous(String alias) {
        return Optional.ofNullable(previous.get(alias)).map(key -> SigningAccount.of(alias, key));
    }

    /** The public key of a key, 65 bytes: 4, x, y; empty of an account, and while it is not known here. */
    public Optional<byte[]> publicKey(String alias) {
        return Optional.ofNullable(keys.get(alias)).flatMap(Signer::publicKey);
    }

    /** Locks the signers of these aliases, and unlocks all others. */
    public void lockOnly(Set<String> aliases) {
        Stream.of(keys, previous).flatMap(each -> each.entrySet().stream()).forEach(entry -> {
            if (aliases.contains(entry.getKey())) {
                entry.getValue().lock();
            } else {
                entry.getValue().unlock();
            }
        });
    }

    /** What signs under an alias for this address; empty if neither the account nor the previous key does. */
    public Optional<SigningAccount> account(String alias, Address address) {
        return Stream.of(account(alias), previous(alias)).flatMap(Optional::stream)
                .filter(account -> account.address().equals(address)).findFirst();
    }
}
