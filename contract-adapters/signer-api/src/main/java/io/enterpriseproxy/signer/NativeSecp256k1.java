package io.enterpriseproxy.signer;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.enterpriseproxy.chain.Signature;

import java.util.Arrays;
import java.util.Optional;

/** libsecp256k1 by JNI, which cannot tell the recovery id while signing. */
final class NativeSecp256k1 implements Secp256k1Curve {
    private final Secp256k1 library;

    /** Throws whatever its loader throws if there is no library for this machine. */
    NativeSecp256k1() {
        library = Secp256k1.get();
        // It loads on first use only, and says nothing before.
        byte[] one = new byte[32];
        one[31] = 1;
        library.pubkeyCreate(one);
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
        try {
            return library.pubkeyCreate(privateKey);
        } catch (Secp256k1Exception fault) {
            throw new IllegalArgumentException("not a private key of secp256k1", fault);
        }
    }

    @Override
    public Signature sign(byte[] digest, byte[] privateKey, byte[] publicKey) {
        byte[] compact = library.sign(digest, privateKey);
        // One recovery tells: see recoverable.
        int recoveryId = Arrays.equals(library.ecdsaRecover(compact, digest, 0), publicKey) ? 0 : 1;
        return new Signature(Arrays.copyOf(compact, 32), Arrays.copyOfRange(compact, 32, 64), recoveryId);
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, Signature signature) {
        byte[] compact = Arrays.copyOf(signature.r(), 64);
        System.arraycopy(signature.s(), 0, compact, 32, 32);
        try {
            return Optional.of(library.ecdsaRecover(compact, digest, signature.recoveryId()));
        } catch (Secp256k1Exception none) {
            return Optional.empty();
        }
    }
}
