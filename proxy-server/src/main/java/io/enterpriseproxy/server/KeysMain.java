package io.enterpriseproxy.server;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.mapping.document.DocumentException;
import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.privacy.AesGcm;
import io.enterpriseproxy.server.config.ConfigLoader;
import io.enterpriseproxy.server.config.KeyConfig;
import io.enterpriseproxy.server.config.KeyStoreConfig;
import io.enterpriseproxy.server.config.LoadedConfig;
import io.enterpriseproxy.server.config.Overrides;
import io.enterpriseproxy.server.systems.Connectors;
import io.enterpriseproxy.server.systems.KeyStoreOpener;
import io.enterpriseproxy.server.systems.Systems;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.PublicKeys;
import io.enterpriseproxy.signer.keystore.KeyFile;
import io.enterpriseproxy.signer.keystore.KeystoreException;
import io.enterpriseproxy.signer.keystore.NewKeystore;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** {@code ./ep keys}: makes keys, brings existing ones into stores, and shows those of a configuration. Never shows a key. */
public final class KeysMain {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String CREATE = "create";
    private static final String IMPORT = "import";
    private static final String LIST = "list";
    private static final String SHOW = "show";
    private static final String WRAP = "wrap";
    private static final String CONFIG = "--config";
    private static final String STORE = "--store";
    private static final String KEY = "--key";
    private static final String FROM = "--from";
    private static final String ACTIONS = "create, import, list, show or wrap";
    static final String USAGE = """
            Usage: ./ep keys create KEY [--store STORE --config FILE]
                   ./ep keys import KEY --from FILE [--store STORE --config FILE]
                   ./ep keys list --config FILE
                   ./ep keys show ALIAS --config FILE
                   ./ep keys wrap --store STORE --key KEY --config FILE

            Makes a signing key, brings an existing one to where it is to be, or shows the keys of a configuration with their
            addresses. No key is ever printed or overwritten.

            Without --store, KEY is the web3 keystore file to make. It gets a random passphrase in a file beside it (.pass in place
            of .json), both readable by their owner only. With --store, KEY is the name in that key store of the configuration.

            show prints the public key of one of them, as the keys of an account of Kaia want it.

            wrap makes a key that fields are encrypted under, has a key of the store wrap it, and prints what belongs into the
            configuration.

              --store STORE    a name below key-stores: in the configuration
              --key KEY        name of the store's key that wraps
              --config FILE    the configuration
              --from FILE      a web3 keystore file with its passphrase beside it (.pass in place of .json), or a file that holds
                               a private key as 64 hex digits; /dev/stdin is one too
              --help           this text
            """;

    private final PrintStream out;
    private final PrintStream err;

    KeysMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends with 2 if it is misused or the configuration is wrong, with 1 if a store does not do it. */
    public static void main(String[] words) {
        System.exit(new KeysMain(System.out, System.err).run(words));
    }

    int run(String... words) {
        if (List.of(words).contains("--help")) {
            out.print(USAGE);
            return OK;
        }
        try {
            return run(Command.parse(List.of(words)));
        } catch (MisuseException misuse) {
            err.println(misuse.getMessage());
            err.print(USAGE);
            return MISUSED;
        } catch (DocumentException faulty) {
            faulty.faults().forEach(fault -> err.println(fault.toString()));
            return MISUSED;
        } catch (KeyStoreException | KeystoreException fault) {
            err.println("Nothing was done: " + fault.getMessage() + ".");
            return FAILED;
        }
    }

    private int run(Command command) {
        switch (command.action()) {
            case LIST -> list(command.config());
            case SHOW -> show(command);
            case CREATE -> create(command);
            case IMPORT -> importKey(command);
            case WRAP -> wrap(command);
            default -> throw new MisuseException("found " + command.action() + "; expected " + ACTIONS);
        }
        return OK;
    }

    private void create(Command command) {
        if (command.store() == null) {
            tell(NewKeystore.random(Path.of(command.key())));
            return;
        }
        try (KeyStore store = open(command)) {
            tell(command, store.create(command.key()));
        }
    }

    private void importKey(Command command) {
        try (KeyFile existing = KeyFile.open(command.from())) {
            if (command.store() == null) {
                tell(existing.into(Path.of(command.key())));
                return;
            }
            try (KeyStore store = open(command)) {
                tell(command, existing.into(store, command.key()));
            }
        }
    }

    private void wrap(Command command) {
        String name = command.option(KEY, "KEY");
        byte[] key = new byte[AesGcm.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try (KeyStore store = open(command)) {
            out.println("Configuration  cloak-keys: { NAME: { store: %s, key: '%s', wrapped: '%s' } }".formatted(
                    command.store(), name, Base64.getEncoder().encodeToString(store.wrap(name, key))));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void tell(NewKeystore made) {
        tell(made.address(), "keystore: %s, passphrase: '${file:%s}'".formatted(made.keystore(),
                made.passphraseFile()));
    }

    private void tell(Command command, CreatedKey made) {
        tell(made.address(), "store: %s, key: '%s', address: '%s'".formatted(command.store(), made.name(),
                made.address().checksummed()));
    }

    /** What to put where. */
    private void tell(Address address, String entry) {
        out.println("Address        " + address.checksummed());
        out.println("Configuration  keys: { ALIAS: { " + entry + " } }");
    }

    private static KeyStore open(Command command) {
        Map<String, KeyStoreConfig> stores = load(command.config()).settings().keyStores();
        String name = command.option(STORE, "STORE");
        KeyStoreConfig store = stores.get(name);
        if (store == null) {
            throw new MisuseException("the configuration has no key store " + name + "; it has "
                    + (stores.isEmpty() ? "none" : String.join(", ", stores.keySet())));
        }
        return KeyStoreOpener.store(name, store);
    }

    private void list(Path file) {
        LoadedConfig config = load(file);
        Faults faults = new Faults();
        try (Systems systems = Systems.open(config, faults)) {
            config.settings().keys().forEach((alias, key) -> systems.keys().account(alias)
                    .ifPresent(account -> list(alias, account.address(), key.place())));
            config.settings().accounts().forEach((alias, account) -> list(alias, account.address(),
                    "account of " + String.join(", ", account.keys())));
        }
        faults.throwIfAny();
    }

    private void show(Command command) {
        LoadedConfig config = load(command.config());
        String alias = command.key();
        KeyConfig key = config.settings().keys().get(alias);
        if (key == null) {
            throw new MisuseException("the configuration has no key " + alias + "; it has "
                    + String.join(", ", config.settings().keys().keySet()));
        }
        Faults faults = new Faults();
        try (Systems systems = Systems.open(config, faults)) {
            faults.throwIfAny();
            out.println("Address        " + systems.keys().account(alias).orElseThrow().address().checksummed());
            out.println("Public key     " + systems.keys().publicKey(alias).or(() -> publicKey(config, key))
                    .map(point -> Hex.encode(PublicKeys.compressed(point)))
                    .orElse("not told by its store; GET /api/v1/keys shows it after its first signature"));
        }
    }

    private static Optional<byte[]> publicKey(LoadedConfig config, KeyConfig key) {
        String name = Objects.requireNonNull(key.store());
        try (KeyStore store = KeyStoreOpener.store(name,
                Objects.requireNonNull(config.settings().keyStores().get(name)))) {
            return store.publicKey(Objects.requireNonNull(key.key()));
        }
    }

    private void list(String alias, Address address, String place) {
        out.printf("%-24s %s  %s%n", alias, address.checksummed(), place);
    }

    private static LoadedConfig load(Path config) {
        return new ConfigLoader(Connectors.connectionRecords(), System.getenv()).load(config, Overrides.NONE);
    }

    private static final class MisuseException extends RuntimeException {
        MisuseException(String message) {
            super(message);
        }
    }

    /** What the words say. */
    private record Command(String action, List<String> names, Map<String, String> options) {
        static Command parse(List<String> words) {
            if (words.isEmpty()) {
                throw new MisuseException("expected " + ACTIONS);
            }
            Map<String, String> options = new HashMap<>();
            List<String> names = new ArrayList<>();
            for (int i = 1; i < words.size(); i++) {
                String word = words.get(i);
                if (!word.startsWith("--")) {
                    names.add(word);
                } else if (!Set.of(CONFIG, STORE, KEY, FROM).contains(word) || i + 1 == words.size()) {
                    throw new MisuseException(
                            "found " + word + "; expected --config, --store, --key or --from and a value");
                } else {
                    options.put(word, words.get(++i));
                }
            }
            return new Command(words.getFirst(), names, options);
        }

        String key() {
            if (names.size() != 1) {
                throw new MisuseException("expected one KEY");
            }
            return names.getFirst();
        }

        @Nullable
        String store() {
            return options.get(STORE);
        }

        Path config() {
            return Path.of(option(CONFIG, "FILE"));
        }

        Path from() {
            return Path.of(option(FROM, "FILE"));
        }

        String option(String option, String what) {
            String value = options.get(option);
            if (value == null) {
                throw new MisuseException("expected " + option + " " + what);
            }
            return value;
        }
    }
}
