package io.enterpriseproxy.signer;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.BigIntegers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Keys and signatures in the forms in which services answer them. */
public final class Encodings {
    private Encodings() {}

    /** An X.509 SubjectPublicKeyInfo. */
    public static byte[] der(byte[] publicKey) {
        try {
            return new SubjectPublicKeyInfo(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1),
                    publicKey).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An ASN.1 sequence of r and s. */
    public static byte[] der(StoreSignature signature) {
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(signature.r()));
        numbers.add(new ASN1Integer(signature.s()));
        try {
            return new DERSequence(numbers).getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** r and s, 32 bytes each. */
    public static byte[] concatenated(StoreSignature signature) {
        byte[] both = new byte[64];
        BigIntegers.asUnsignedByteArray(signature.r(), both, 0, 32);
        BigIntegers.asUnsignedByteArray(signature.s(), both, 32, 32);
        return both;
    }
}
