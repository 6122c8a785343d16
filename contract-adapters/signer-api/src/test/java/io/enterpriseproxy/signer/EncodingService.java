package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

import java.math.BigInteger;
import java.util.Arrays;

/** What a service does that is asked for a signed transaction: encodes with web3j and signs as the stub does. */
public final class EncodingService {
    private EncodingService() {}

    /** Of the legacy form. */
    public static String signLegacy(KeyPair key, long chainId, BigInteger nonce, BigInteger gasPrice, BigInteger gas,
            String to,
            BigInteger value, String data) {
        RawTransaction transaction = RawTransaction.createTransaction(nonce, gasPrice, gas, to, value, data);
        return signed(key, transaction, TransactionEncoder.encode(transaction, chainId), chainId * 2 + 35);
    }

    /** Of type 2. */
    public static String signDynamic(long chainId, BigInteger nonce, BigInteger tip, BigInteger cap, BigInteger gas,
            String to, BigInteger value, String data) {
        RawTransaction transaction = RawTransaction.createTransaction(chainId, nonce, gas, to, value, data, tip, cap);
        return signed(StubService.key(), transaction, TransactionEncoder.encode(transaction), 27);
    }

    /** The recovery id is not looked at by us: any will do. */
    private static String signed(KeyPair key, RawTransaction transaction, byte[] payload, long v) {
        byte[] signature = Encodings.concatenated(StubService.sign(Keccak256.hash(payload), key));
        return Hex.encode(TransactionEncoder.encode(transaction, new Sign.SignatureData(
                Numeric.toBytesPadded(BigInteger.valueOf(v), 8), Arrays.copyOf(signature, 32),
                Arrays.copyOfRange(signature, 32, 64))));
    }
}
