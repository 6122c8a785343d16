package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.lane.GasBalances;
import io.enterpriseproxy.server.lane.LaneLedger;
import io.enterpriseproxy.server.policy.StopSwitches;
import io.enterpriseproxy.server.systems.Contracts;
import io.enterpriseproxy.signer.PublicKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the configuration names: keys and contracts. */
@RestController
@RequestMapping("/api/v1")
final class SystemsController {
    private final KeyRing keys;
    private final Contracts contracts;
    private final StopSwitches stops;
    private final LaneLedger ledger;
    private final GasBalances balances;

    SystemsController(KeyRing keys, Contracts contracts, StopSwitches stops, LaneLedger ledger,
            GasBalances balances) {
        this.keys = keys;
        this.contracts = contracts;
        this.stops = stops;
        this.ledger = ledger;
        this.balances = balances;
    }

    /**
     * A key, or an account with keys of its own: never more than what is public of it.
     *
     * @param publicKey of a key, compressed, in 0x-hex; absent while it is not known, before a key's first signature
     * @param keys of an account: the aliases of those that sign for it
     * @param holders of an account: people who sign for it with keys that are not here
     * @param trouble why it does not sign
     * @param stopped why it must not
     * @param previous while the key is changed, the one before
     * @param balances by chain, in wei, where it is configured how much there should be
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyBody(String alias, String address, @Nullable String publicKey,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> keys,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HolderBody> holders, @Nullable String trouble,
            @Nullable String stopped,
            @Nullable PreviousKey previous, @Nullable Map<String, String> balances) {}

    /**
     * The key that an alias had before.
     *
     * @param unfinished calls that it still has to sign or to see final; at 0 it can be taken out of the configuration
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PreviousKey(String address, @Nullable String trouble, long unfinished) {}

    /** A contract: its addresses by chain, and the signatures of its functions. */
    record ContractBody(String name, Map<String, String> addresses, List<String> functions) {}

    @GetMapping("/keys")
    Page<KeyBody> keys() {
        return Page.whole(keys.aliases().stream().sorted().map(alias -> body(alias, keys.account(alias).orElseThrow()))
                .toList());
    }

    @GetMapping("/contracts")
    Page<ContractBody> contracts() {
        return Page.whole(contracts.names().stream().sorted().map(this::contract).toList());
    }

    private KeyBody body(String alias, SigningAccount account) {
        return new KeyBody(alias, account.address().checksummed(),
                keys.publicKey(alias).map(PublicKeys::compressed).map(Hex::encode).orElse(null), account.keys(),
                account.holders().all().stream().map(HolderBody::of).toList(), account.trouble().orElse(null),
                stops.whyKey(alias).orElse(null),
                keys.previous(alias).map(before -> previous(alias, before)).orElse(null), balances(account.address()));
    }

    private @Nullable Map<String, String> balances(Address address) {
        Map<String, String> found = new TreeMap<>();
        balances.all().forEach((looked, wei) -> {
            if (looked.sender().equals(address)) {
                found.put(looked.chain(), wei.toString());
            }
        });
        return found.isEmpty() ? null : found;
    }

    private PreviousKey previous(String alias, SigningAccount key) {
        long unfinished = ledger.lanes().all().stream()
                .filter(lane -> lane.keyAlias().equals(alias) && lane.sender().equals(key.address()))
                .mapToLong(lane -> ledger.lanes().unfinished(lane.id())).sum();
        return new PreviousKey(key.address().checksummed(), key.trouble().orElse(null), unfinished);
    }

    private ContractBody contract(String name) {
        Map<String, String> addresses = new TreeMap<>();
        contracts.addresses(name).forEach((chain, address) -> addresses.put(chain, address.checksummed()));
        return new ContractBody(name, addresses,
                contracts.abi(name).functions().stream().map(AbiFunction::signature).sorted().toList());
    }
}
