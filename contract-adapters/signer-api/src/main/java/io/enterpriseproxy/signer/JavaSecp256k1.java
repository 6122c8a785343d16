package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Signature;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** BouncyCastle, for machines that have no libsecp256k1. Its BigIntegers leave copies of the key to the collector. */
final class JavaSecp256k1 implements Secp256k1Curve {
    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

    @Override
    public byte[] publicKey(byte[] privateKey) {
        BigInteger key = new BigInteger(1, privateKey);
        if (privateKey.length != 32 || key.signum() == 0 || key.compareTo(ORDER) >= 0) {
            throw new IllegalArgumentException("not a private key of secp256k1");
        }
        return new FixedPointCombMultiplier().multiply(CURVE.getG(), key).getEncoded(false);
    }

    @Override
    public Signature sign(byte[] digest, byte[] privateKey, byte[] publicKey) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, privateKey), DOMAIN));
        BigInteger[] parts = signer.generateSignature(digest);
        BigInteger r = parts[0];
        BigInteger s = parts[1].min(ORDER.subtract(parts[1]));
        byte[] r32 = BigIntegers.asUnsignedByteArray(32, r);
        byte[] s32 = BigIntegers.asUnsignedByteArray(32, s);
        boolean even = recover(digest, new Signature(r32, s32, 0)).filter(found -> Arrays.equals(found, publicKey))
                .isPresent();
        return new Signature(r32, s32, even ? 0 : 1);
    }

    /** SEC 1, 4.1.6: Q = (sR - eG) / r. */
    @Override
    public Optional<byte[]> recover(byte[] digest, Signature signature) {
        BigInteger r = new BigInteger(1, signature.r());
        BigInteger s = new BigInteger(1, signature.s());
        if (r.signum() == 0 || r.compareTo(ORDER) >= 0 || s.signum() == 0 || s.compareTo(ORDER) >= 0) {
            return Optional.empty();
        }
        byte[] compressed = new byte[33];
        compressed[0] = (byte) (2 + signature.recoveryId());
        System.arraycopy(signature.r(), 0, compressed, 1, 32);
        ECPoint point;
        try {
            point = CURVE.getCurve().decodePoint(compressed);
        } catch (IllegalArgumentException noPoint) {
            return Optional.empty();
        }
        BigInteger inverse = r.modInverse(ORDER);
        BigInteger e = new BigInteger(1, digest);
        ECPoint key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), e.negate().multiply(inverse).mod(ORDER), point,
                s.multiply(inverse).mod(ORDER)).normalize();
        return key.isInfinity() ? Optional.empty() : Optional.of(key.getEncoded(false));
    }
}
