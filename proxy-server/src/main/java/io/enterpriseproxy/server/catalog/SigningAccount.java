package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signatories;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What sends transactions, or pays for them: an address, and the keys that sign for it. Thread-safe.
 *
 * <p>
 * A key of the configuration is an account with the address of that key, on any chain. An account of Kaia has an address that
 * stays while its keys change; the chain says which of them must sign, and how many.
 */
public final class SigningAccount {
    private final Address address;
    private final Map<String, Signer> keys;
    private final boolean ofOneKey;
    private final Holders holders;

    private SigningAccount(Address address, Map<String, Signer> keys, boolean ofOneKey, Holders holders) {
        this.address = address;
        this.keys = new LinkedHashMap<>(keys);
        this.ofOneKey = ofOneKey;
        this.holders = holders;
    }

    /** That of a key. */
    public static SigningAccount of(String alias, Signer key) {
        return new SigningAccount(key.address(), Map.of(alias, key), true, Holders.NONE);
    }

    /**
     * One of Kaia.
     *
     * @param keys by alias, in the order in which they are asked
     * @param holders who sign for it besides
     */
    public static SigningAccount of(Address address, Map<String, Signer> keys, Holders holders) {
        return new SigningAccount(address, keys, false, holders);
    }

    /**
     * The signatures of a batch.
     *
     * @param signatures for the first requests, in order; all of them if there is no fault
     * @param fault why the next one has not enough, in a plain sentence
     */
    public record Signed(List<List<Signature>> signatures, @Nullable String fault) {}

    /**
     * How far the signatures under a transaction reach, those of the keys here included.
     *
     * @param needed what they have to weigh together
     * @param weight what they weigh
     * @param missing holders whose signatures count, and are not there
     */
    public record Standing(long needed, long weight, List<Holders.Holder> missing) {
        public boolean isEnough() {
            return weight >= needed;
        }
    }

    public Address address() {
        return address;
    }

    /** Who signs for it with keys that are not here. */
    public Holders holders() {
        return holders;
    }

    /**
     * Whether its transactions have to be signed by holders, too: the keys here are too few, and with the holders' they are not.
     *
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node can say which keys count
     */
    public boolean needsHolders(Chain chain, AccountRole role) {
        if (holders.all().isEmpty()) {
            return false;
        }
        Signatories wanted = chain.client().signatories(address, role);
        return wanted.weight(addresses(Set.of())) < wanted.threshold() && wanted
                .weight(addresses(holders.all().stream().map(Holders.Holder::key).toList())) >= wanted.threshold();
    }

    /**
     * How far a transaction is that these have signed.
     *
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node can say which keys count
     */
    public Standing standing(Chain chain, AccountRole role, Collection<Address> signed) {
        Signatories wanted = chain.client().signatories(address, role);
        return new Standing(wanted.threshold(), wanted.weight(addresses(signed)), holders.without(signed).stream()
                .filter(holder -> wanted.weights().containsKey(holder.key())).toList());
    }

    private List<Address> addresses(Collection<Address> others) {
        return Stream.concat(keys.values().stream().map(Signer::address), others.stream()).toList();
    }

    /** Whether the address is that of its key: such accounts send transactions of all types. */
    public boolean isOfOneKey() {
        return ofOneKey;
    }

    /** What keeps keys from signing right now, in a plain sentence; empty if all work. */
    public Optional<String> trouble() {
        List<String> troubles = new ArrayList<>();
        keys.forEach((alias, key) -> key.trouble()
                .ifPresent(trouble -> troubles.add(ofOneKey ? trouble : "key " + alias + ": " + trouble)));
        return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
    }

    /** The aliases of keys that sign for it though its address is not theirs. */
    public List<String> keys() {
        return ofOneKey ? List.of() : List.copyOf(keys.keySet());
    }

    /** Keys beyond the first that may have to sign, which takes gas. */
    public int furtherKeys(Chain chain, AccountRole role) {
        return ofOneKey ? 0 : Math.max(0, chain.client().signatories(address, role).weights().size() - 1);
    }

    /**
     * Signs in order, with as many keys as the chain asks for. A key that does not sign is left out if the others are enough.
     *
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node can say which keys those are
     */
    public Signed sign(Chain chain, AccountRole role, List<SigningRequest> requests) {
        if (ofOneKey) {
            Signer.Signed signed = keys.values().iterator().next().sign(requests);
            return new Signed(signed.signatures().stream().map(List::of).toList(), signed.fault());
        }
        return sign(chain.client().signatories(address, role), requests, new LinkedHashMap<>());
    }

    /**
     * Signs what holders have signed before. A signature of a key that is not the account's any more is left out: it would make
     * the transaction worthless.
     *
     * @param held by the address of the key
     * @throws io.enterpriseproxy.chain.ChainUnavailableException if no node can say which keys count
     */
    public Signed sign(Chain chain, AccountRole role, SigningRequest request, Map<Address, Signature> held) {
        Signatories wanted = chain.client().signatories(address, role);
        Map<Address, List<Signature>> byKey = new LinkedHashMap<>();
        held.forEach((key, signature) -> {
            if (wanted.weights().containsKey(key)) {
                byKey.put(key, List.of(signature));
            }
        });
        return sign(wanted, List.of(request), byKey);
    }

    private Signed sign(Signatories wanted, List<SigningRequest> requests, Map<Address, List<Signature>> byKey) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, Signer> key : keys.entrySet()) {
            if (wanted.weight(byKey.keySet()) >= wanted.threshold()) {
                break;
            }
            if (wanted.weights().containsKey(key.getValue().address())) {
                Signer.Signed signed = key.getValue().sign(requests);
                if (signed.fault() == null) {
                    byKey.put(key.getValue().address(), signed.signatures());
                } else {
                    faults.add("key " + key.getKey() + ": " + signed.fault());
                }
            }
        }
        long weight = wanted.weight(byKey.keySet());
        return weight >= wanted.threshold()
                ? new Signed(byRequest(byKey, requests.size()), null)
                : new Signed(List.of(), lacking(wanted, weight, faults));
    }

    private static List<List<Signature>> byRequest(Map<Address, List<Signature>> byKey, int requests) {
        List<List<Signature>> signatures = new ArrayList<>(requests);
        for (int i = 0; i < requests; i++) {
            int at = i;
            signatures.add(byKey.values().stream().map(each -> each.get(at)).toList());
        }
        return signatures;
    }

    private String lacking(Signatories wanted, long weight, List<String> faults) {
        return address + " needs signatures that weigh " + wanted.threshold() + ", and those that can be had weigh "
                + weight + ": " + (faults.isEmpty()
                        ? "of the account's keys on the chain too few are here ("
                                + keys.keySet().stream().sorted().collect(Collectors.joining(", ")) + ")"
                        : String.join("; ", faults));
    }
}
