package io.enterpriseproxy.chain;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Sign;
import org.web3j.utils.Numeric;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every {@link Signer}. A signer's test extends it and opens its own. */
public abstract class SignerContract {
    private static final BigInteger HALF_ORDER = Sign.CURVE_PARAMS.getN().shiftRight(1);
    private Signer signer;

    /** A new signer with a key of its own store. */
    protected abstract Signer openSigner();

    @BeforeEach
    void open() {
        signer = openSigner();
    }

    @AfterEach
    void close() {
        signer.close();
    }

    @Test
    void signaturesRecoverToTheAddress() {
        // When
        List<byte[]> digests = digests("recover", 30);
        Signer.Signed signed = signer.sign(digests);
        // Then
        assertThat(signed.fault()).isNull();
        assertSignedInOrder(digests, signed.signatures());
        assertThat(signed.signatures()).extracting(Signature::recoveryId).contains(0, 1);
    }

    @Test
    void everySIsLow() {
        assertThat(signer.sign(digests("low", 60)).signatures()).hasSize(60)
                .allSatisfy(signature -> assertThat(new BigInteger(1, signature.s())).isLessThanOrEqualTo(HALF_ORDER));
    }

    @Test
    void largeBatchKeepsItsOrder() {
        List<byte[]> digests = digests("order", 400);
        assertSignedInOrder(digests, signer.sign(digests).signatures());
    }

    @Test
    void emptyBatchHasNoSignatures() {
        assertThat(signer.sign(List.of())).isEqualTo(new Signer.Signed(List.of(), null));
    }

    @Test
    void manyThreadsMaySignAtOnce() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            // When
            List<Future<Signer.Signed>> running = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String name = "thread-" + thread;
                for (int i = 0; i < 20; i++) {
                    List<byte[]> digests = digests(name + i, 10);
                    running.add(threads.submit(() -> signer.sign(digests)));
                }
            }
            // Then
            for (int i = 0; i < running.size(); i++) {
                assertSignedInOrder(digests("thread-" + i / 20 + i % 20, 10), running.get(i).get().signatures());
            }
        }
    }

    @Test
    void digestOfWrongLengthEndsTheBatch() {
        for (int length : new int[]{0, 31, 33}) {
            // Given
            List<byte[]> digests = digests("length", 4);
            List<byte[]> broken = List.of(digests.get(0), digests.get(1), new byte[length], digests.get(3));
            // When
            Signer.Signed signed = signer.sign(broken);
            // Then
            assertSignedInOrder(digests.subList(0, 2), signed.signatures());
            assertThat(signed.fault()).contains("32", String.valueOf(length));
        }
    }

    @Test
    void closedSignerAnswersAFault() {
        // Given
        assertThat(signer.trouble()).isEmpty();
        // When
        signer.close();
        signer.close();
        // Then
        Signer.Signed signed = signer.sign(digests("closed", 2));
        assertThat(signed.signatures()).isEmpty();
        assertThat(signed.fault()).contains("closed");
        assertThat(signer.trouble()).isPresent();
    }

    @Test
    void closingWhileOthersSignNeverYieldsAForeignSignature() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            // Given
            List<byte[]> digests = digests("closing", 100);
            List<Future<Signer.Signed>> running = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> signer.sign(digests)))
                    .toList();
            // When
            running.getFirst().get();
            signer.close();
            // Then
            for (Future<Signer.Signed> each : running) {
                Signer.Signed signed = each.get();
                assertThat(signed.signatures().size() < digests.size()).isEqualTo(signed.fault() != null);
                assertRecover(digests, signed.signatures());
            }
        }
    }

    private void assertSignedInOrder(List<byte[]> digests, List<Signature> signatures) {
        assertThat(signatures).hasSameSizeAs(digests);
        assertRecover(digests, signatures);
    }

    private void assertRecover(List<byte[]> digests, List<Signature> signatures) {
        for (int i = 0; i < signatures.size(); i++) {
            assertThat(recover(digests.get(i), signatures.get(i))).as("signature %s", i).isEqualTo(signer.address());
        }
    }

    private static List<byte[]> digests(String seed, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Keccak256.hash((seed + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static Address recover(byte[] digest, Signature signature) {
        try {
            BigInteger key = Sign.signedMessageHashToKey(digest, new Sign.SignatureData(
                    (byte) (27 + signature.recoveryId()), signature.r(), signature.s()));
            byte[] hash = Keccak256.hash(Numeric.toBytesPadded(key, 64));
            return Address.of(Arrays.copyOfRange(hash, 12, 32));
        } catch (SignatureException fault) {
            throw new AssertionError(fault);
        }
    }
}
