package io.enterpriseproxy.bench.load;

import fr.acinq.secp256k1.Secp256k1;
import io.enterpriseproxy.adapter.evm.EvmTransactionCodec;
import io.enterpriseproxy.bench.parts.Senders;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Fee;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.SignedTransaction;
import io.enterpriseproxy.chain.UnsignedTransaction;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The transactions that the gateway would make of the documents, signed beforehand. */
public final class PresignedTransactions {
    private static final Fee FEE = new Fee.DynamicFee(BigInteger.valueOf(10_000_000_000L),
            BigInteger.valueOf(1_000_000_000));
    private static final long GAS_LIMIT = 100_000;
    private static final int WORD = 32;
    private static final byte[] SELECTOR = Arrays
            .copyOf(Keccak256.hash("tally(bytes32)".getBytes(StandardCharsets.US_ASCII)), 4);

    private final long chainId;
    private final Address contract;
    private final EvmTransactionCodec codec = new EvmTransactionCodec();

    public PresignedTransactions(long chainId, Address contract) {
        this.chainId = chainId;
        this.contract = contract;
    }

    /**
     * One transaction.
     *
     * @param sender number of the account
     * @param document sequence number of the document that is counted
     */
    public SignedTransaction sign(int sender, long nonce, long document) {
        byte[] input = Arrays.copyOf(SELECTOR, SELECTOR.length + WORD);
        System.arraycopy(Keccak256.hash(Documents.number(document).getBytes(StandardCharsets.US_ASCII)), 0, input,
                SELECTOR.length, WORD);
        UnsignedTransaction transaction = new UnsignedTransaction(chainId, Senders.address(sender), nonce, contract,
                BigInteger.ZERO, input, GAS_LIMIT, FEE);
        return codec.assemble(transaction, signature(codec.digest(transaction), Senders.key(sender)));
    }

    private static Signature signature(byte[] digest, byte[] key) {
        byte[] compact = Secp256k1.get().sign(digest, key);
        byte[] publicKey = Secp256k1.get().pubkeyCreate(key);
        int id = Arrays.equals(Secp256k1.get().ecdsaRecover(compact, digest, 0), publicKey) ? 0 : 1;
        return new Signature(Arrays.copyOf(compact, WORD), Arrays.copyOfRange(compact, WORD, 2 * WORD), id);
    }

    /** As eth_sendRawTransaction takes it. */
    public static String raw(SignedTransaction transaction) {
        return Hex.encode(transaction.raw());
    }
}
