package io.enterpriseproxy.chain;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
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
    private static final long CHAIN_ID = 31337;
    private Signer signer;

    /** A new signer with a key of its own store. */
    protected abstract Signer openSigner();

    /** Whether it takes more than transactions of the legacy form. */
    protected boolean signsDynamicFees() {
        return true;
    }

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
        List<SigningRequest> requests = requests("recover", 30);
        Signer.Signed signed = signer.sign(requests);
        // Then
        assertThat(signed.fault()).isNull();
        assertSignedInOrder(requests, signed.signatures());
        assertThat(signed.signatures()).extracting(Signature::recoveryId).contains(0, 1);
        assertThat(signer.publicKey()).hasValueSatisfying(point -> assertThat(Address.of(Arrays.copyOfRange(
                Keccak256.hash(Arrays.copyOfRange(point, 1, point.length)), 12, 32))).isEqualTo(signer.address()));
    }

    @Test
    void everySIsLow() {
        assertThat(signer.sign(requests("low", 60)).signatures()).hasSize(60)
                .allSatisfy(signature -> assertThat(new BigInteger(1, signature.s())).isLessThanOrEqualTo(HALF_ORDER));
    }

    @Test
    void largeBatchKeepsItsOrder() {
        List<SigningRequest> requests = requests("order", 400);
        assertSignedInOrder(requests, signer.sign(requests).signatures());
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
                    List<SigningRequest> requests = requests(name + i, 10);
                    running.add(threads.submit(() -> signer.sign(requests)));
                }
            }
            // Then
            for (int i = 0; i < running.size(); i++) {
                assertSignedInOrder(requests("thread-" + i / 20 + i % 20, 10), running.get(i).get().signatures());
            }
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
        Signer.Signed signed = signer.sign(requests("closed", 2));
        assertThat(signed.signatures()).isEmpty();
        assertThat(signed.fault()).contains("closed");
        assertThat(signer.trouble()).isPresent();
    }

    @Test
    void lockedSignerSignsNothingUntilItIsUnlocked() {
        // When
        signer.lock();
        signer.lock();
        // Then
        Signer.Signed signed = signer.sign(requests("locked", 2));
        assertThat(signed.signatures()).isEmpty();
        assertThat(signed.fault()).isEqualTo("the key is locked");
        assertThat(signer.trouble()).isEmpty();
        // When
        signer.unlock();
        // Then
        List<SigningRequest> requests = requests("unlocked", 2);
        assertSignedInOrder(requests, signer.sign(requests).signatures());
        assertThat(signer.trouble()).isEmpty();
    }

    @Test
    void closingWhileOthersSignNeverYieldsAForeignSignature() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            // Given
            List<SigningRequest> requests = requests("closing", 100);
            List<Future<Signer.Signed>> running = IntStream.range(0, 40)
                    .mapToObj(i -> threads.submit(() -> signer.sign(requests)))
                    .toList();
            // When
            running.getFirst().get();
            signer.close();
            // Then
            for (Future<Signer.Signed> each : running) {
                Signer.Signed signed = each.get();
                assertThat(signed.signatures().size() < requests.size()).isEqualTo(signed.fault() != null);
                assertRecover(requests, signed.signatures());
            }
        }
    }

    private void assertSignedInOrder(List<SigningRequest> requests, List<Signature> signatures) {
        assertThat(signatures).hasSameSizeAs(requests);
        assertRecover(requests, signatures);
    }

    private void assertRecover(List<SigningRequest> requests, List<Signature> signatures) {
        for (int i = 0; i < signatures.size(); i++) {
            assertThat(recover(requests.get(i).digest(), signatures.get(i))).as("signature %s", i)
                    .isEqualTo(signer.address());
        }
    }

    /** Different calls of one sender, every second of the legacy form. */
    protected final List<SigningRequest> requests(String seed, int count) {
        return IntStream.range(0, count).mapToObj(i -> request(seed + i, i)).toList();
    }

    private SigningRequest request(String seed, int nonce) {
        Address to = Address.of(Arrays.copyOf(Keccak256.hash(seed.getBytes(StandardCharsets.UTF_8)), 20));
        BigInteger price = BigInteger.valueOf(2_000_000_000L);
        Fee fee = nonce % 2 == 0 || !signsDynamicFees()
                ? new Fee.LegacyFee(price)
                : new Fee.DynamicFee(price, BigInteger.TEN);
        UnsignedTransaction transaction = new UnsignedTransaction(CHAIN_ID, signer.address(), nonce, to, BigInteger.ONE,
                seed.getBytes(StandardCharsets.UTF_8), 90_000, fee);
        return SigningRequest.of(transaction, payload(transaction));
    }

    /** As web3j encodes it. */
    private static byte[] payload(UnsignedTransaction transaction) {
        BigInteger nonce = BigInteger.valueOf(transaction.nonce());
        BigInteger gas = BigInteger.valueOf(transaction.gasLimit());
        String to = String.valueOf(transaction.to());
        String input = Hex.encode(transaction.input());
        return switch (transaction.fee()) {
            case Fee.DynamicFee fee ->
                TransactionEncoder.encode(RawTransaction.createTransaction(CHAIN_ID, nonce, gas, to,
                        transaction.value(), input, fee.maxPriorityFeePerGas(), fee.maxFeePerGas()));
            case Fee.LegacyFee fee ->
                TransactionEncoder.encode(RawTransaction.createTransaction(nonce, fee.gasPrice(), gas,
                        to, transaction.value(), input), CHAIN_ID);
        };
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
