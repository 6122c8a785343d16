package io.enterpriseproxy.adapter.evm;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedBodyTest {
    private final BoundedBody body = new BoundedBody(10);
    private final Source source = new Source();

    @Test
    void bodyUpToTheLimitIsKept() {
        // When
        send(4, 6);
        body.onComplete();

        // Then
        assertThat(body.getBody().toCompletableFuture()).isCompletedWithValueMatching(bytes -> bytes.length == 10);
        assertThat(source.cancelled).isFalse();
    }

    @Test
    void bodyPastTheLimitEndsTheExchange() {
        // When
        send(4, 7);

        // Then
        CompletableFuture<byte[]> bytes = body.getBody().toCompletableFuture();
        assertThat(bytes).isCompletedExceptionally();
        assertThat(bytes.exceptionNow()).isInstanceOf(BoundedBody.TooLarge.class).hasMessageContaining("10 bytes");
        assertThat(source.cancelled).isTrue();
    }

    private void send(int... sizes) {
        body.onSubscribe(source);
        for (int size : sizes) {
            body.onNext(List.of(ByteBuffer.allocate(size)));
        }
    }

    private static final class Source implements Subscription {
        private boolean cancelled;

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
