package io.enterpriseproxy.bench.micro;

import io.enterpriseproxy.adapter.evm.EvmTransactionCodec;
import io.enterpriseproxy.bench.parts.Senders;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.Signer;
import io.enterpriseproxy.chain.SigningRequest;
import io.enterpriseproxy.chain.UnsignedTransaction;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.KeystoreSigner;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A call to a signed transaction: ABI, RLP, signature. */
@State(Scope.Benchmark)
public class TransactionBenchmark {
    private static final String KEY = "0x" + "ab".repeat(32);

    private final AbiFunction function = ContractAbi
            .parse(ContractArtifact.load(ContractArtifact.TEST_CONTRACT).abi()).function("tally(bytes32)")
            .orElseThrow();
    private final EvmTransactionCodec codec = new EvmTransactionCodec();
    private final Signer signer = signer();
    private final UnsignedTransaction transaction = new UnsignedTransaction(31337, signer.address(), 123_456,
            Address.of(new byte[20]), BigInteger.ZERO, new byte[36], 100_000,
            new Fee.DynamicFee(BigInteger.TEN.pow(10), BigInteger.TEN.pow(9)));
    private final SigningRequest request = SigningRequest.of(transaction, codec.payload(transaction));
    private final Signature signature = signer.sign(List.of(request)).signatures().getFirst();

    static Signer signer() {
        try {
            Path file = Files.createTempFile("bench-key", ".json");
            Files.delete(file);
            char[] passphrase = "a passphrase".toCharArray();
            KeystoreFiles.create(file, Senders.key(0), passphrase, ScryptCost.LIGHT);
            try {
                return KeystoreSigner.open(file, passphrase::clone);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments to call data. */
    @Benchmark
    public EncodeOutcome abi() {
        return function.encode(Map.of("key", KEY));
    }

    /** A transaction to the hash that is signed. */
    @Benchmark
    public byte[] digest() {
        return codec.digest(transaction);
    }

    /** The hash to a signature. */
    @Benchmark
    public Signer.Signed sign() {
        return signer.sign(List.of(request));
    }

    /** Transaction and signature to raw bytes and their hash. */
    @Benchmark
    public SignedTransaction assemble() {
        return codec.assemble(transaction, signature);
    }
}
