package io.enterpriseproxy.signer.pkcs11;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/** A certificate that nobody relies on: the JDK's provider sees only keys that have one. */
final class SelfSigned {
    private static final int SERIAL_BITS = 64;
    private static final int DAYS = 36_500;
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private SelfSigned() {}

    /** Signs a SHA-256 digest, in DER. */
    interface DigestSigner {
        byte[] sign(byte[] digest) throws GeneralSecurityException;
    }

    static Certificate certificate(String name, PublicKey key, DigestSigner signer) throws GeneralSecurityException {
        Instant now = Instant.now();
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, new SecureRandom())));
        content.setSignature(ECDSA);
        content.setIssuer(new X500NameBuilder().addRDN(BCStyle.CN, name).build());
        content.setSubject(new X500NameBuilder().addRDN(BCStyle.CN, name).build());
        content.setStartDate(new Time(Date.from(now)));
        content.setEndDate(new Time(Date.from(now.plus(DAYS, ChronoUnit.DAYS))));
        content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
        TBSCertificate body = content.generateTBSCertificate();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getEncoded(ASN1Encoding.DER));
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(body);
            parts.add(ECDSA);
            parts.add(new DERBitString(signer.sign(digest)));
            return CertificateFactory.getInstance("X.509").generateCertificate(
                    new ByteArrayInputStream(new DERSequence(parts).getEncoded()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
