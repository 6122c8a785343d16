package io.enterpriseproxy.server.catalog;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signatories;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

    private SigningAccount(Address address, Map<String, Signer> keys, boolean ofOneKey) {
        this.address = address;
        this.keys = new LinkedHashMap<>(keys);
        this.ofOneKey = ofOneKey;
    }

    /** That of a key. */
    public static SigningAccount of(String alias, Signer key) {
        return new SigningAccount(key.address(), Map.of(alias, key), true);
    }

    /**
     * One of Kaia.
     *
     * @param keys by alias, in the order in which they are asked
     */
    public static SigningAccount of(Address address, Map<String, Signer> keys) {
        return new SigningAccount(address, keys, false);
    }

    /**
     * The signatures of a batch.
     *
     * @param signatures for the first requests, in order; all of them if there is no fault
     * @param fault why the next one has not enough, in a plain sentence
     */
    public record Signed(List<List<Signature>> signatures, @Nullable String fault) {}

    public Address address() {
        return address;
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
        return sign(chain.client().signatories(address, role), requests);
    }

    private Signed sign(Signatories wanted, List<SigningRequest> requests) {
        Map<Address, List<Signature>> byKey = new LinkedHashMap<>();
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
