package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

import java.util.HexFormat;

/** Public keys in the forms in which key stores answer them. */
public final class PublicKeys {
    private static final int UNCOMPRESSED = 65;

    private PublicKeys() {}

    /**
     * The address of an X.509 SubjectPublicKeyInfo in DER.
     *
     * @throws KeyStoreException if it is not an uncompressed key of secp256k1
     */
    public static Address addressOfDer(byte[] encoded) {
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
        return addressOfPoint(info.getPublicKeyData().getBytes());
    }

    /**
     * The address of an uncompressed point: 4, x, y.
     *
     * @throws KeyStoreException if it is not of that form
     */
    public static Address addressOfPoint(byte[] point) {
        if (point.length != UNCOMPRESSED || point[0] != 4) {
            throw new KeyStoreException("the key store answered a public key of " + point.length + " bytes ("
                    + HexFormat.of().formatHex(point, 0, Math.min(point.length, 4))
                    + "…); expected is an uncompressed point of 65 bytes", null);
        }
        return Secp256k1Curve.address(point);
    }
}
