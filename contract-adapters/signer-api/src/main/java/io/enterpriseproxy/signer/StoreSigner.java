package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A key that stays in its store. The requests of a batch are signed side by side, since a store may take tens of
 * milliseconds for each, and answered in order. Each signature is checked: one that another key has made is not answered.
 */
final class StoreSigner implements Signer {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final String CLOSED = "the key is closed";
    private static final String LOCKED = "the key is locked";
    private final String name;
    private final Address address;
    private final StoreKey key;
    private final ExecutorService threads;
    private final Duration timeout;
    /** Shown by its first signature. */
    private volatile byte @Nullable [] publicKey;
    private volatile @Nullable String trouble;
    private volatile boolean locked;
    private volatile boolean closed;

    /**
     * @param name of the store and the key, for {@link #toString()}
     * @param threads of the store, for all of its keys: as many signatures are made at the same time; not shut down here
     * @param timeout for a batch; what is signed until then is answered
     */
    StoreSigner(String name, Address address, StoreKey key, ExecutorService threads, Duration timeout) {
        this.name = name;
        this.address = address;
        this.key = key;
        this.threads = threads;
        this.timeout = timeout;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Optional<byte[]> publicKey() {
        return Optional.ofNullable(publicKey);
    }

    @Override
    public Signed sign(List<SigningRequest> requests) {
        if (closed || locked) {
            return new Signed(List.of(), closed ? CLOSED : LOCKED);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Future<Signature>> running = new ArrayList<>(requests.size());
        List<Signature> signatures = new ArrayList<>(requests.size());
        String fault = null;
        try {
            requests.forEach(request -> running.add(threads.submit(() -> sign(request))));
            for (Future<Signature> each : running) {
                signatures.add(each.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
        } catch (ExecutionException e) {
            fault = e.getCause() instanceof KeyStoreException refused
                    ? refused.sentence()
                    : "the key store failed (" + e.getCause() + ")";
        } catch (TimeoutException e) {
            fault = "the key store has not answered within " + timeout.toSeconds() + " s";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = "signing was interrupted";
        }
        running.forEach(each -> each.cancel(true));
        if (locked && fault != null) {
            return new Signed(signatures, LOCKED);
        }
        trouble = fault;
        return new Signed(signatures, fault);
    }

    private Signature sign(SigningRequest request) {
        StoreSignature found = ask(request);
        try {
            Signature signature = CURVE.recoverable(found.r(), found.s(), request.digest(), address);
            if (publicKey == null) {
                publicKey = CURVE.recover(request.digest(), signature).orElse(null);
            }
            return signature;
        } catch (IllegalArgumentException other) {
            throw new KeyStoreException("the key store signed with another key than that of " + address
                    + ", or signed something else; put the old key back, or rotate the key", other);
        }
    }

    /** Who locks it meanwhile may have done so before the store's answer was read. */
    private StoreSignature ask(SigningRequest request) {
        try {
            return key.sign(request);
        } finally {
            if (locked) {
                key.forget();
            }
        }
    }

    @Override
    public Optional<String> trouble() {
        return closed ? Optional.of(CLOSED) : Optional.ofNullable(trouble);
    }

    @Override
    public void lock() {
        if (!locked) {
            locked = true;
            key.forget();
        }
    }

    @Override
    public void unlock() {
        locked = false;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return name + ", key of " + address;
    }
}
