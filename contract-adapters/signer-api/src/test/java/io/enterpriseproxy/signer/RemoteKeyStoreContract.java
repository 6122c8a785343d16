package io.enterpriseproxy.signer;

import com.github.tomakehurst.wiremock.http.Request;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.signer.StubService.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What also holds for a store that is reached over a network, here a stub. */
public abstract class RemoteKeyStoreContract extends KeyStoreContract {
    private @Nullable StubService service;
    private volatile boolean revoked;

    /** What the store talks to, started when it is first asked for. */
    protected final StubService service() {
        StubService running = service;
        if (running == null) {
            running = new StubService(this::answer);
            service = running;
        }
        return running;
    }

    /** What the store's service answers. */
    protected abstract Answer answer(Request request);

    /** Whether the key may not sign any more. */
    protected final boolean isRevoked() {
        return revoked;
    }

    @Override
    protected final void revoke() {
        revoked = true;
    }

    @AfterEach
    void stopService() {
        service().close();
    }

    @Test
    void storeThatIsDownUnwrapsWhenItIsBack() {
        try (KeyStore store = connect()) {
            String key = wrappingKeyOf(store);
            if (key == null) {
                return;
            }
            byte[] wrapped = store.wrap(key, SECRET.clone());
            service().goDown();
            assertRefused(() -> store.unwrap(key, wrapped)).withMessageContaining("cannot be reached");
            assertRefused(() -> store.wrap(key, SECRET.clone()))
                    .withMessageContaining("cannot be reached");
            service().comeBack();
            assertThat(store.unwrap(key, wrapped)).isEqualTo(SECRET);
        }
    }

    @Test
    void storeThatIsDownIsAskedAgainUntilItIsBack() {
        // Given
        Address address = openStore().signer(key(), null).address();
        service().goDown();
        // When
        Signer signer = openStore().signer(key(), address);
        Signer.Signed down = signer.sign(requests("down", 3));
        // Then
        assertThat(down.signatures()).isEmpty();
        assertThat(down.fault()).isNotBlank();
        assertThat(signer.trouble()).contains(String.valueOf(down.fault()));
        // When
        service().comeBack();
        Signer.Signed back = signer.sign(requests("back", 3));
        // Then
        assertThat(back.fault()).isNull();
        assertThat(back.signatures()).hasSize(3);
        assertThat(signer.trouble()).isEmpty();
    }
}
