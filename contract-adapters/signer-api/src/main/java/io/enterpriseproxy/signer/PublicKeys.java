package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;

import java.util.Arrays;
import java.util.HexFormat;

/** Public keys in the forms in which key stores answer them. */
public final class PublicKeys {
    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final int UNCOMPRESSED = 65;
    private static final int COMPRESSED = 33;

    private PublicKeys() {}

    /**
     * The point of an X.509 SubjectPublicKeyInfo in DER: 4, x, y.
     *
     * @throws KeyStoreException if it is not an uncompressed key of secp256k1
     */
    public static byte[] pointOfDer(byte[] encoded) {
        SubjectPublicKeyInfo info;
        try {
            info = SubjectPublicKeyInfo.getInstance(encoded);
        } catch (IllegalArgumentException fault) {
            throw new KeyStoreException("the key store answered a public key that is no X.509 SubjectPublicKeyInfo",
                    fault);
        }
        if (!SECObjectIdentifiers.secp256k1.equals(info.getAlgorithm().getParameters())) {
            throw new KeyStoreException("the key is not one of the curve secp256k1, but of " + info.getAlgorithm()
                    .getAlgorithm() + "/" + info.getAlgorithm().getParameters() + "; make one of that curve", null);
        }
        return requirePoint(info.getPublicKeyData().getBytes());
    }

    /**
     * The address of a point in either form.
     *
     * @param point 33 bytes: 2 or 3, x; or 65: 4, x, y
     * @throws IllegalArgumentException if it is not on the curve secp256k1
     */
    public static Address addressOf(byte[] point) {
        if (point.length == 0 || point[0] < 2 || point[0] > 4) {
            throw new IllegalArgumentException("a public key begins with 2, 3 or 4");
        }
        return Secp256k1Curve.address(CURVE.getCurve().decodePoint(point).getEncoded(false));
    }

    /**
     * A point in its short form: 2 or 3, x.
     *
     * @param point 65 bytes: 4, x, y
     */
    public static byte[] compressed(byte[] point) {
        byte[] compressed = Arrays.copyOf(point, COMPRESSED);
        compressed[0] = (byte) (2 + (point[UNCOMPRESSED - 1] & 1));
        return compressed;
    }

    /**
     * The address of an uncompressed point: 4, x, y.
     *
     * @throws KeyStoreException if it is not of that form
     */
    public static Address addressOfPoint(byte[] point) {
        return Secp256k1Curve.address(requirePoint(point));
    }

    private static byte[] requirePoint(byte[] point) {
        if (point.length != UNCOMPRESSED || point[0] != 4) {
            throw new KeyStoreException("the key store answered a public key of " + point.length + " bytes ("
                    + HexFormat.of().formatHex(point, 0, Math.min(point.length, 4))
                    + "…); expected is an uncompressed point of 65 bytes", null);
        }
        return point;
    }
}
