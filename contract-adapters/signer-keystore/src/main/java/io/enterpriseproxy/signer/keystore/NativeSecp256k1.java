package io.enterpriseproxy.signer.keystore;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.enterpriseproxy.chain.Signature;

import java.util.Arrays;

/** libsecp256k1 by JNI, which cannot tell the recovery id while signing. */
final class NativeSecp256k1 implements Secp256k1Library {
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
        // One recovery tells: r is never so close to the order (2^-127) that ids 2 and 3 come into play.
        int recoveryId = Arrays.equals(library.ecdsaRecover(compact, digest, 0), publicKey) ? 0 : 1;
        return new Signature(Arrays.copyOf(compact, 32), Arrays.copyOfRange(compact, 32, 64), recoveryId);
    }
}
