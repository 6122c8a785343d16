package io.enterpriseproxy.server.config;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What one part of the configuration must know of another, or of the files that it names. */
final class ConfigChecks {
    private final Node parts;
    private final boolean withKeys;
    private final Faults faults;

    ConfigChecks(Node parts, boolean withKeys, Faults faults) {
        this.parts = parts;
        this.withKeys = withKeys;
        this.faults = faults;
    }

    void check(ProxyConfig config) {
        config.chains().keySet().forEach(name -> name("chains", name));
        config.contracts().forEach((name, contract) -> contract(config, name, contract));
        config.keyStores().keySet().forEach(name -> name("key-stores", name));
        config.keys().forEach((alias, key) -> key(config, alias, key));
        config.accounts().forEach((alias, account) -> account(config, alias, account));
        config.cloakKeys().forEach((name, key) -> cloakKey(config, name, key));
        config.anchors().keySet().forEach(name -> name("anchors", name));
        config.blockAnchors().forEach((name, anchor) -> {
            name("block-anchors", name);
            if (!config.chains().containsKey(anchor.chain())) {
                fault("no chain has this name; expected one of " + String.join(", ", config.chains().keySet()),
                        "block-anchors", name, "chain");
            }
        });
        config.connections().keySet().forEach(name -> name("connections", name));
        config.addressBook().keySet().forEach(name -> name("address-book", name));
        clients(config.security());
    }

    private void key(ProxyConfig config, String alias, KeyConfig key) {
        name("keys", alias);
        if (withKeys && key.keystore() != null) {
            file(key.keystore(), "keys", alias, "keystore");
        }
        store(config, key.store(), "keys", alias);
    }

    private void account(ProxyConfig config, String alias, AccountConfig account) {
        name("accounts", alias);
        if (config.keys().containsKey(alias)) {
            fault("a key has this alias; expected another, since mappings name keys and accounts alike", "accounts",
                    alias);
        }
        account.keys().stream().filter(key -> !config.keys().containsKey(key))
                .forEach(key -> fault("no key has the alias " + key + "; expected one of "
                        + String.join(", ", config.keys().keySet()), "accounts", alias, "keys"));
    }

    private void cloakKey(ProxyConfig config, String name, CloakKeyConfig key) {
        name("cloak-keys", name);
        if (withKeys && key.secret() != null && key.secretBytes().isEmpty()) {
            fault("the secret is no key; expected 32 bytes, as 64 hex digits or in base64", "cloak-keys", name,
                    "secret");
        }
        store(config, key.store(), "cloak-keys", name);
    }

    private void store(ProxyConfig config, @Nullable String store, String part, String name) {
        if (store != null && !config.keyStores().containsKey(store)) {
            fault("no key store has this name; expected one of " + String.join(", ", config.keyStores().keySet()),
                    part, name, "store");
        }
    }

    private void contract(ProxyConfig config, String name, ContractConfig contract) {
        name("contracts", name);
        file(contract.abi(), "contracts", name, "abi");
        contract.addresses().keySet().stream().filter(chain -> !config.chains().containsKey(chain))
                .forEach(chain -> fault("no chain has this name; expected one of "
                        + String.join(", ", config.chains().keySet()), "contracts", name, "addresses", chain));
    }

    private void clients(SecurityConfig security) {
        Map<String, String> names = new HashMap<>();
        security.names().forEach(name -> clientName(name, names.putIfAbsent(ClientName.likeness(name), name)));
        if (withKeys) {
            Map<String, String> owners = new HashMap<>();
            security.apiClients().forEach(client -> client.keys().forEach(key -> {
                String owner = owners.putIfAbsent(key.hash(), client.name());
                if (owner != null) {
                    fault("the clients " + owner + " and " + client.name() + " have the same key; expected one of its"
                            + " own for each, since the key says who it is", "security", "api-clients");
                }
            }));
        }
    }

    private void clientName(String name, @Nullable String alike) {
        if (!ClientName.isGood(name)) {
            fault("found the name " + name + "; expected " + ClientName.RULE, "security", "api-clients");
        }
        if (name.equals(alike)) {
            fault("the name " + name + " is there twice; expected one client per name", "security", "api-clients");
        } else if (alike != null) {
            fault("the names " + alike + " and " + name + " look alike; expected names that nobody takes for each"
                    + " other", "security", "api-clients");
        }
    }

    private void name(String part, String name) {
        if (!ConfiguredName.fits(name)) {
            fault("found the name " + name + "; expected " + ConfiguredName.RULE, part, name);
        }
    }

    private void file(Path file, String... keys) {
        if (!Files.isReadable(file)) {
            fault("the file " + file + " is not there or not readable", keys);
        }
    }

    private void fault(String message, String... keys) {
        faults.add(Nodes.nearest(parts, keys).place(), message);
    }
}
