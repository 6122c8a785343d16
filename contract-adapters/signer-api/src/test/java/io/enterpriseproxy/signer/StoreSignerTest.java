package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class StoreSignerTest extends KeyStoreContract {
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger signed = new AtomicInteger();
    private volatile boolean revoked;
    /** From this many signatures on the store does not answer. */
    private volatile int hangsFrom = Integer.MAX_VALUE;

    @Override
    protected KeyStore connect() {
        return new MemoryStore();
    }

    @Override
    protected String key() {
        return "known";
    }

    @Override
    protected String unknownKey() {
        return "unknown";
    }

    @Override
    protected void revoke() {
        revoked = true;
    }

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void whatWasSignedBeforeTheTimeoutIsAnswered() {
        // Given
        hangsFrom = 10;
        try (OpenKeyStore store = new OpenKeyStore("slow", connect(), 1, Duration.ofMillis(300))) {
            Signer signer = store.signer("known", null);
            // When
            Signer.Signed found = signer.sign(requests("slow", 30));
            // Then
            assertThat(found.signatures()).hasSize(10);
            assertThat(found.fault()).contains("has not answered");
        }
    }

    @Test
    void requestsOfABatchAreSignedSideBySide() {
        // Given: a store that answers none before four are asked
        CountDownLatch four = new CountDownLatch(4);
        KeyStore together = new MemoryStore() {
            @Override
            StoreSignature sign(SigningRequest request) {
                four.countDown();
                await(four);
                return super.sign(request);
            }
        };
        try (OpenKeyStore store = new OpenKeyStore("together", together, 4, Duration.ofSeconds(5))) {
            // When
            Signer.Signed found = store.signer("known", null).sign(requests("together", 4));
            // Then
            assertThat(found.fault()).isNull();
            assertThat(found.signatures()).hasSize(4);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new KeyStoreException("interrupted", fault);
        }
    }

    private class MemoryStore implements KeyStore {
        @Override
        public Address address(String key) {
            if (!key.equals("known")) {
                throw new KeyStoreException("there is no key " + key, null);
            }
            return StubService.key().address();
        }

        @Override
        public StoreKey key(String key) {
            return this::sign;
        }

        StoreSignature sign(SigningRequest request) {
            if (revoked) {
                throw new KeyStoreException("the key is revoked", null);
            }
            if (signed.getAndIncrement() >= hangsFrom) {
                await(end);
            }
            return StubService.sign(request.digest());
        }

        @Override
        public void close() {
            end.countDown();
        }
    }
}
