package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.Secp256k1Curve;
import io.enterpriseproxy.signer.StoreKey;
import io.enterpriseproxy.signer.StoreSignature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestOperations;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Private keys in secrets of the key-value engine, version 2, named by their paths. A key is read when it is first needed and
 * kept as bytes: this process sees it, unlike keys of stores that sign by themselves. It is read again now and then, and
 * wiped when Vault does not give it any more; while Vault cannot be reached it stays.
 */
public final class VaultSecretStore extends VaultStore {
    private static final Logger LOG = LoggerFactory.getLogger(VaultSecretStore.class);
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private final String mount;
    private final String field;
    private final Duration refresh;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Held> keys = new ConcurrentHashMap<>();

    /**
     * Asks nothing of Vault yet.
     *
     * @param mount of the key-value engine, such as {@code secret}
     * @param field of the secrets that holds the key as 64 hex digits
     * @param refresh how often a key is read again
     */
    public VaultSecretStore(VaultSettings settings, String mount, String field, Duration refresh) {
        super(settings);
        this.mount = mount;
        this.field = field;
        this.refresh = refresh;
    }

    private record Held(KeyPair pair, long readAt) {
        boolean isFresh(Duration refresh) {
            return System.nanoTime() - readAt < refresh.toNanos();
        }
    }

    @Override
    public Address address(String path) {
        return pair(path).address();
    }

    @Override
    public Optional<byte[]> publicKey(String path) {
        return Optional.of(pair(path).publicKey());
    }

    @Override
    public StoreKey key(String path) {
        return new StoreKey() {
            @Override
            public StoreSignature sign(SigningRequest request) {
                KeyPair pair = pair(path);
                Signature signature = CURVE.sign(request.digest(), pair.privateKey(), pair.publicKey());
                return new StoreSignature(new BigInteger(1, signature.r()), new BigInteger(1, signature.s()));
            }

            @Override
            public void forget() {
                Held held = keys.remove(path);
                if (held != null) {
                    held.pair().wipe();
                }
            }
        };
    }

    private KeyPair pair(String path) {
        Held held = keys.get(path);
        if (held != null && held.isFresh(refresh)) {
            return held.pair();
        }
        reading.lock();
        try {
            Held found = keys.get(path);
            return (found == null || !found.isFresh(refresh) ? readAgain(path, found) : found).pair();
        } finally {
            reading.unlock();
        }
    }

    /** What somebody forgets meanwhile is wiped, and not put back: what was read anew is. */
    private Held readAgain(String path, @Nullable Held before) {
        long now = System.nanoTime();
        if (before == null) {
            return put(path, new Held(read(path), now));
        }
        Held again = new Held(before.pair(), now);
        try {
            KeyPair found = read(path);
            if (found.address().equals(before.pair().address()) && keys.replace(path, before, again)) {
                found.wipe();
                return again;
            }
            before.pair().wipe();
            return put(path, new Held(found, now));
        } catch (VaultRefusal refusal) {
            before.pair().wipe();
            keys.remove(path);
            throw refusal;
        } catch (KeyStoreException unreachable) {
            if (!keys.replace(path, before, again)) {
                throw unreachable;
            }
            LOG.atWarn().log("A key in use could not be read again and stays as it is: {}", unreachable.getMessage());
            return again;
        }
    }

    private Held put(String path, Held held) {
        keys.put(path, held);
        return held;
    }

    private KeyPair read(String path) {
        byte[] body = vault.ask("the secret " + path, rest -> get(rest, path));
        try {
            return SecretJson.key(body, field)
                    .map(key -> pair(path, key)).orElseThrow(() -> new KeyStoreException("the secret " + path
                            + " of Vault has no field " + field + "; name the one that holds the key", null));
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private byte @Nullable [] get(RestOperations rest, String path) {
        return rest.getForObject("{mount}/data/" + path, byte[].class, mount);
    }

    private KeyPair pair(String path, byte[] key) {
        try {
            return KeyPair.of(key, CURVE);
        } catch (IllegalArgumentException fault) {
            Arrays.fill(key, (byte) 0);
            throw new KeyStoreException("the field " + field + " of the secret " + path
                    + " of Vault holds no key; expected are 64 hex digits, above 0 and below the order of the curve",
                    null);
        }
    }

    /** Made here, and put there: the engine makes none. */
    @Override
    public CreatedKey create(String path) {
        KeyPair pair = KeyPair.random(CURVE);
        try {
            return importKey(path, pair);
        } finally {
            pair.wipe();
        }
    }

    @Override
    public CreatedKey importKey(String path, KeyPair key) {
        byte[] body = SecretJson.newSecret(field, key.privateKey());
        try {
            vault.ask("a new secret " + path + " (is there one already?)", rest -> rest.postForObject(
                    "{mount}/data/" + path, VaultClient.json(body), JsonNode.class, mount));
            return new CreatedKey(path, key.address());
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    @Override
    public void close() {
        keys.values().forEach(held -> held.pair().wipe());
        keys.clear();
        super.close();
    }
}
