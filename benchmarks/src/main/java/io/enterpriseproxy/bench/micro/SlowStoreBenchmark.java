package io.enterpriseproxy.bench.micro;

import io.enterpriseproxy.adapter.evm.EvmTransactionCodec;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.signer.KeyStore;
import io.enterpriseproxy.signer.OpenKeyStore;
import io.enterpriseproxy.signer.StoreKey;
import io.enterpriseproxy.signer.StoreSignature;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** A batch that is signed in a store which takes 20 ms for each signature, as those of clouds do: time per signature. */
@State(Scope.Benchmark)
public class SlowStoreBenchmark {
    private static final int BATCH = 128;
    private static final long STORE_MILLIS = 20;

    /** {@code key-stores.NAME.parallel} */
    @Param({"1", "16", "64"})
    private int parallel = 1;
    private OpenKeyStore store = open(1);
    private Signer signer = store.signer("key", null);
    private List<SigningRequest> requests = List.of();

    /** Opens the store with as many threads. */
    @Setup
    public void open() {
        store.close();
        store = open(parallel);
        signer = store.signer("key", null);
        EvmTransactionCodec codec = new EvmTransactionCodec();
        requests = LongStream.range(0, BATCH).mapToObj(nonce -> new UnsignedTransaction(31337, signer.address(), nonce,
                Address.of(new byte[20]), BigInteger.ZERO, new byte[36], 100_000,
                new Fee.DynamicFee(BigInteger.TEN.pow(10), BigInteger.TEN.pow(9))))
                .map(transaction -> SigningRequest.of(transaction, codec.payload(transaction))).toList();
    }

    private static OpenKeyStore open(int parallel) {
        return new OpenKeyStore("slow", new SlowStore(TransactionBenchmark.signer()), parallel, Duration.ofMinutes(1));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        store.close();
    }

    /** The whole batch, in order. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Signer.Signed sign() {
        Signer.Signed signed = signer.sign(requests);
        if (signed.signatures().size() != BATCH) {
            throw new IllegalStateException("not all were signed: " + signed.fault());
        }
        return signed;
    }

    private record SlowStore(Signer key) implements KeyStore {
        @Override
        public Address address(String name) {
            return key.address();
        }

        @Override
        public StoreKey key(String name) {
            return request -> {
                try {
                    Thread.sleep(STORE_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                Signature signature = key.sign(List.of(request)).signatures().getFirst();
                return new StoreSignature(new BigInteger(1, signature.r()), new BigInteger(1, signature.s()));
            };
        }

        @Override
        public void close() {
            key.close();
        }
    }
}
