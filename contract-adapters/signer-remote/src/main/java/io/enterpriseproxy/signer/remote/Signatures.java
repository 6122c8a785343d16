package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.signer.KeyStoreException;
import io.enterpriseproxy.signer.StoreSignature;

import java.util.Arrays;

/** Signatures in the answers of signing services. */
final class Signatures {
    private static final int BYTES = 64;

    private Signatures() {}

    /** Of 0x, r, s and v. */
    static StoreSignature of(String hex) {
        byte[] bytes = decode(hex);
        if (bytes.length != BYTES + 1) {
            throw new KeyStoreException("the signing service answered " + bytes.length
                    + " bytes; expected is a signature of 65", null);
        }
        return StoreSignature.ofConcatenated(Arrays.copyOf(bytes, BYTES));
    }

    /** Of a signed transaction as it is broadcast. */
    static StoreSignature ofTransaction(String hex) {
        return StoreSignature.ofTransaction(decode(hex));
    }

    private static byte[] decode(String hex) {
        try {
            return Hex.decode(hex);
        } catch (IllegalArgumentException fault) {
            throw new KeyStoreException("the signing service answered something else than 0x-hex", fault);
        }
    }
}
