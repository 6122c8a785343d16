package io.enterpriseproxy.signer;

import com.esaulpaugh.headlong.rlp.RLPDecoder;
import com.esaulpaugh.headlong.rlp.RLPItem;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A signature as key stores answer it: s may be high, and nothing says which of the two keys it leads to. */
public record StoreSignature(BigInteger r, BigInteger s) {
    private static final int BYTES = 64;
    /** From here on a first byte begins a list; below it is a type (EIP-2718). */
    private static final int RLP_LIST = 0xc0;

    /**
     * Of r and s, 32 bytes each (IEEE P1363, RFC 7518).
     *
     * @throws KeyStoreException if it is not of that form
     */
    public static StoreSignature ofConcatenated(byte[] signature) {
        if (signature.length != BYTES) {
            throw new KeyStoreException("the key store answered a signature of " + signature.length
                    + " bytes, expected are 64: the key is not one of the curve secp256k1", null);
        }
        return new StoreSignature(new BigInteger(1, Arrays.copyOf(signature, BYTES / 2)),
                new BigInteger(1, Arrays.copyOfRange(signature, BYTES / 2, BYTES)));
    }

    /**
     * Of an ASN.1 sequence of r and s (RFC 3279).
     *
     * @throws KeyStoreException if it is not of that form
     */
    public static StoreSignature ofDer(byte[] signature) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(signature);
            if (sequence.size() == 2) {
                return new StoreSignature(ASN1Integer.getInstance(sequence.getObjectAt(0)).getPositiveValue(),
                        ASN1Integer.getInstance(sequence.getObjectAt(1)).getPositiveValue());
            }
        } catch (IllegalArgumentException | IllegalStateException fault) {
            throw new KeyStoreException("the key store answered a signature that is no ASN.1 sequence", fault);
        }
        throw new KeyStoreException("the key store answered an ASN.1 sequence that is no signature", null);
    }

    /**
     * Of a signed transaction as it is broadcast, typed or not: r and s are its last fields.
     *
     * @throws KeyStoreException if it is no transaction
     */
    public static StoreSignature ofTransaction(byte[] raw) {
        try {
            int start = raw.length > 0 && (raw[0] & 0xff) < RLP_LIST ? 1 : 0;
            List<RLPItem> fields = RLPDecoder.RLP_STRICT.wrapList(raw, start).elements();
            return new StoreSignature(number(fields.get(fields.size() - 2)), number(fields.getLast()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException fault) {
            throw new KeyStoreException("the key store answered something else than a signed transaction", fault);
        }
    }

    private static BigInteger number(RLPItem field) {
        return new BigInteger(1, field.asBytes());
    }
}
