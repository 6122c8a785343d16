package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.Address;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * People who sign for an account with keys of their own, which are in none of the proxy's stores.
 *
 * @param within how long they have for a transaction
 */
public record Holders(List<Holder> all, Duration within) {
    /** All keys of the account are here. */
    public static final Holders NONE = new Holders(List.of(), Duration.ZERO);

    public Holders {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param name for people
     * @param key the address of their key
     */
    public record Holder(String name, Address key) {}

    /** Whose key it is. */
    public Optional<Holder> of(Address key) {
        return all.stream().filter(holder -> holder.key().equals(key)).findFirst();
    }

    /** Those who have not signed, if these have. */
    List<Holder> without(Collection<Address> signed) {
        return all.stream().filter(holder -> !signed.contains(holder.key())).toList();
    }
}
