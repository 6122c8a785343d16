package io.enterpriseproxy.server.flow;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signature;
import io.enterpriseproxy.signer.Secp256k1Curve;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A signature as wallets and SDKs give it.
 *
 * @param signer the address of the key that has made it
 */
record HandedSignature(Signature signature, Address signer) {
    private static final Secp256k1Curve CURVE = Secp256k1Curve.load();
    private static final BigInteger HALF_ORDER = Secp256k1Curve.ORDER.shiftRight(1);
    private static final BigInteger PROTECTED = BigInteger.valueOf(35);
    private static final BigInteger PLAIN = BigInteger.valueOf(27);
    private static final int WORD = 32;
    private static final int MOST = 2 * WORD + Long.BYTES;

    /**
     * Reads one.
     *
     * @param text 0x, r, s and v: 0 or 1, 27 or 28, or 2 * chain id + 35 or 36
     * @param digest that it signs
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static HandedSignature of(String text, long chainId, byte[] digest) {
        byte[] bytes = Hex.decode(text);
        if (bytes.length <= 2 * WORD || bytes.length > MOST) {
            throw new IllegalArgumentException("it has " + bytes.length
                    + " bytes; expected r and s of 32 bytes each, and v behind them");
        }
        byte[] r = Arrays.copyOf(bytes, WORD);
        byte[] s = Arrays.copyOfRange(bytes, WORD, 2 * WORD);
        BigInteger v = new BigInteger(1, Arrays.copyOfRange(bytes, 2 * WORD, bytes.length));
        if (new BigInteger(1, s).compareTo(HALF_ORDER) > 0) {
            throw new IllegalArgumentException("its s is high, which chains refuse");
        }
        Signature signature = new Signature(r, s, parity(v, chainId));
        byte[] key = CURVE.recover(digest, signature)
                .orElseThrow(() -> new IllegalArgumentException("no key has made it"));
        return new HandedSignature(signature, Secp256k1Curve.address(key));
    }

    private static int parity(BigInteger v, long chainId) {
        BigInteger base = v.compareTo(PROTECTED) >= 0
                ? PROTECTED.add(BigInteger.valueOf(chainId).shiftLeft(1))
                : v.compareTo(PLAIN) >= 0 ? PLAIN : BigInteger.ZERO;
        BigInteger parity = v.subtract(base);
        if (parity.signum() < 0 || parity.compareTo(BigInteger.ONE) > 0) {
            throw new IllegalArgumentException("its v is " + v + "; expected 0 or 1, 27 or 28, or "
                    + PROTECTED.add(BigInteger.valueOf(chainId).shiftLeft(1)) + " or one more for the chain id "
                    + chainId);
        }
        return parity.intValue();
    }
}
