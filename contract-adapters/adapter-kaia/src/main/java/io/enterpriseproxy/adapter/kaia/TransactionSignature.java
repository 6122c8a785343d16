package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.math.BigInteger;
import java.util.List;

/**
 * A signature as it stands in a transaction.
 *
 * @param v 2 * chain id + 35 + parity; in Ethereum's typed transactions the parity alone; in legacy ones of before EIP-155 27 +
 *            parity
 */
public record TransactionSignature(BigInteger v, BigInteger r, BigInteger s) {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final BigInteger UNPROTECTED = BigInteger.valueOf(27);
    private static final BigInteger PROTECTED = BigInteger.valueOf(35);
    private static final BigInteger HALF_ORDER = Secp256k1Curve.ORDER.shiftRight(1);
    private static final int INTEGER_BYTES = 32;

    /** With the chain id in {@code v}, as Kaia's types have it for sender and fee payer alike. */
    public static TransactionSignature of(long chainId, Signature signature) {
        BigInteger v = BigInteger.valueOf(chainId).shiftLeft(1).add(PROTECTED)
                .add(BigInteger.valueOf(signature.recoveryId()));
        return new TransactionSignature(v, new BigInteger(1, signature.r()), new BigInteger(1, signature.s()));
    }

    static List<TransactionSignature> all(long chainId, List<Signature> signatures) {
        return signatures.stream().map(signature -> of(chainId, signature)).toList();
    }

    /** As Ethereum's typed transactions have it. */
    static TransactionSignature ofParity(Signature signature) {
        return new TransactionSignature(BigInteger.valueOf(signature.recoveryId()), new BigInteger(1, signature.r()),
                new BigInteger(1, signature.s()));
    }

    static TransactionSignature of(List<RlpItem> items) {
        if (items.size() != 3) {
            throw new IllegalArgumentException("a signature has v, r and s; found " + items.size() + " items");
        }
        return new TransactionSignature(integer(items.get(0)), integer(items.get(1)), integer(items.get(2)));
    }

    private static BigInteger integer(RlpItem item) {
        if (item instanceof RlpItem.Bytes bytes && bytes.value().length <= INTEGER_BYTES) {
            return bytes.integer();
        }
        throw new IllegalArgumentException("v, r and s are integers of at most 32 bytes");
    }

    List<RlpItem> items() {
        return List.of(RlpItem.of(v), RlpItem.of(r), RlpItem.of(s));
    }

    /** Whether it names a chain, as signatures of EIP-155 and of Kaia do. */
    boolean namesChain() {
        return v.compareTo(PROTECTED) >= 0;
    }

    /** @throws IllegalArgumentException if it names none */
    long chainId() {
        BigInteger chainId = v.subtract(PROTECTED).shiftRight(1);
        if (!namesChain() || chainId.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("v is " + v + ", which names no chain");
        }
        return chainId.longValue();
    }

    /**
     * Who signed.
     *
     * @throws IllegalArgumentException if it is no signature that the chain would take
     */
    Address signer(byte[] digest) {
        return Secp256k1Curve.address(publicKey(digest));
    }

    /**
     * The key that signed: 4, x, y.
     *
     * @throws IllegalArgumentException if it is no signature that the chain would take
     */
    byte[] publicKey(byte[] digest) {
        if (r.signum() <= 0 || r.compareTo(Secp256k1Curve.ORDER) >= 0 || s.signum() <= 0
                || s.compareTo(HALF_ORDER) > 0) {
            throw new IllegalArgumentException("r or s is out of range, or s is high");
        }
        return CURVE.recover(digest, new Signature(padded(r), padded(s), parity()))
                .orElseThrow(() -> new IllegalArgumentException("no key has made this signature"));
    }

    private int parity() {
        if (namesChain()) {
            return v.subtract(PROTECTED).testBit(0) ? 1 : 0;
        }
        BigInteger parity = v.compareTo(UNPROTECTED) >= 0 ? v.subtract(UNPROTECTED) : v;
        if (parity.bitLength() > 1) {
            throw new IllegalArgumentException("v is " + v + "; expected 0, 1, 27, 28, or one with a chain id");
        }
        return parity.intValue();
    }

    private static byte[] padded(BigInteger integer) {
        byte[] bytes = integer.toByteArray();
        byte[] padded = new byte[INTEGER_BYTES];
        int length = Math.min(bytes.length, INTEGER_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, INTEGER_BYTES - length, length);
        return padded;
    }
}
