package io.enterpriseproxy.signer.pkcs11;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.CreatedKey;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.StoreKey;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A token of a hardware security module. Its keys are named by their labels. A token that was away is logged in to again,
 * but never with a PIN that it has refused: that would lock it.
 */
public final class Pkcs11Store implements KeyStore {
    private final String name;
    private final Pkcs11Settings settings;
    private final ReentrantLock logIn = new ReentrantLock();
    private volatile @Nullable Pkcs11Token token;
    private volatile @Nullable KeyStoreException wrongPin;

    /**
     * Asks nothing of the token yet.
     *
     * @throws KeyStoreException if there is no such library
     */
    public Pkcs11Store(String name, Pkcs11Settings settings) {
        if (!Files.isReadable(settings.library())) {
            throw new KeyStoreException("there is no PKCS#11 library " + settings.library()
                    + "; correct its path, or install it", null);
        }
        this.name = name;
        this.settings = settings;
    }

    @Override
    public Address address(String label) {
        return ask(open -> open.address(label));
    }

    @Override
    public Optional<byte[]> publicKey(String label) {
        return Optional.of(ask(open -> open.publicKey(label)));
    }

    @Override
    public CreatedKey create(String label) {
        return ask(open -> {
            open.create(label);
            return new CreatedKey(label, open.address(label));
        });
    }

    @Override
    public StoreKey key(String label) {
        return request -> ask(open -> open.sign(label, request.digest()));
    }

    @Override
    public byte[] wrap(String label, byte[] secret) {
        return ask(open -> open.wrap(label, secret));
    }

    @Override
    public byte[] unwrap(String label, byte[] wrapped) {
        return ask(open -> open.unwrap(label, wrapped));
    }

    private <T> T ask(Function<Pkcs11Token, T> request) {
        Pkcs11Token open = token();
        try {
            return request.apply(open);
        } catch (KeyStoreException fault) {
            forget(open);
            throw fault;
        }
    }

    private Pkcs11Token token() {
        Pkcs11Token open = token;
        if (open != null) {
            return open;
        }
        logIn.lock();
        try {
            if (wrongPin != null) {
                throw wrongPin;
            }
            if (token == null) {
                token = Pkcs11Token.open(name, settings);
            }
            return token;
        } catch (KeyStoreException fault) {
            wrongPin = Pkcs11Token.isWrongPin(fault) ? fault : null;
            throw fault;
        } finally {
            logIn.unlock();
        }
    }

    /** It may have been away: the next request logs in again. */
    private void forget(Pkcs11Token failed) {
        logIn.lock();
        try {
            if (token == failed) {
                token = null;
            }
        } finally {
            logIn.unlock();
        }
    }

    @Override
    public void close() {
        Arrays.fill(settings.pin(), '\0');
    }
}
