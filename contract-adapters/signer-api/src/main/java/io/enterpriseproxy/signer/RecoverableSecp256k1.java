package io.enterpriseproxy.signer;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.enterpriseproxy.chain.Signature;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The library of {@link NativeSecp256k1}, whose JNI leaves out the one function that tells the recovery id while
 * signing: called by JNA, for less than half the time. Not on Windows, whose build does not export it.
 */
final class RecoverableSecp256k1 implements Secp256k1Curve {
    private static final int CONTEXT_NONE = 1;
    /** Where things lie in the memory of one signature. */
    private static final int RECOVERY_ID = 0;
    private static final int DIGEST = 8;
    private static final int KEY = 40;
    private static final int COMPACT = 72;
    private static final int SIGNATURE = 136;
    static final int ROOM = SIGNATURE + 65;
    private final NativeSecp256k1 keys;
    /** Only read after it is made, so that threads may share it; lives as long as the process. */
    private final Pointer context;

    /**
     * Binds the functions for the whole process, again if they were bound before.
     *
     * @param keys makes and recovers the public keys
     * @throws IOException if the library cannot be unpacked into the temporary folder
     * @throws LinkageError if there is no library for this machine, or it or JNA's own cannot be loaded, or does not
     *             export the functions
     */
    RecoverableSecp256k1(NativeSecp256k1 keys) throws IOException {
        this(keys, "/fr/acinq/secp256k1/jni/native/" + platform() + "/" + System.mapLibraryName("secp256k1-jni"));
    }

    RecoverableSecp256k1(NativeSecp256k1 keys, String resource) throws IOException {
        this.keys = keys;
        Native.register(Functions.class, load(resource));
        context = Functions.secp256k1_context_create(CONTEXT_NONE);
        SecureRandom random = new SecureRandom();
        try (Memory seed = new Memory(32)) {
            for (int i = 0; i < 32; i += Long.BYTES) {
                seed.setLong(i, random.nextLong());
            }
            if (Functions.secp256k1_context_randomize(context, seed) != 1) {
                throw new IllegalStateException("libsecp256k1 did not take the seed of its blinding");
            }
            seed.clear();
        }
    }

    /** In the words of the library's jar. */
    private static String platform() {
        return Platform.isMac() ? "darwin" : Platform.RESOURCE_PREFIX.replace("x86-64", "x86_64");
    }

    /** A copy of its own: the one that JNI has loaded shows its functions to nobody else. */
    private static NativeLibrary load(String resource) throws IOException {
        Path file = Files.createTempFile("secp256k1", null);
        try (InputStream library = RecoverableSecp256k1.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new UnsatisfiedLinkError("the class path has no " + resource);
            }
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            return NativeLibrary.getInstance(file.toString());
        } finally {
            // What is loaded stays mapped.
            Files.delete(file);
        }
    }

    @Override
    public byte[] publicKey(byte[] privateKey) {
        return keys.publicKey(privateKey);
    }

    @Override
    public Signature sign(byte[] digest, byte[] privateKey, byte[] publicKey) {
        try (Memory room = new Memory(ROOM)) {
            return sign(digest, privateKey, room);
        }
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, Signature signature) {
        return keys.recover(digest, signature);
    }

    /** @param room of {@link #ROOM} bytes and this call's own; holds nothing of the key when the call ends */
    Signature sign(byte[] digest, byte[] privateKey, Memory room) {
        room.write(DIGEST, digest, 0, 32);
        try {
            room.write(KEY, privateKey, 0, 32);
            if (Functions.secp256k1_ecdsa_sign_recoverable(context, room.share(SIGNATURE), room.share(DIGEST),
                    room.share(KEY), null, null) != 1) {
                throw new IllegalArgumentException("not a private key of secp256k1");
            }
        } finally {
            room.setMemory(KEY, 32, (byte) 0);
        }
        Functions.secp256k1_ecdsa_recoverable_signature_serialize_compact(context, room.share(COMPACT),
                room.share(RECOVERY_ID), room.share(SIGNATURE));
        return new Signature(room.getByteArray(COMPACT, 32), room.getByteArray(COMPACT + 32, 32),
                room.getInt(RECOVERY_ID));
    }

    /** secp256k1.h and secp256k1_recovery.h. Pointers and not arrays: JNA would leave its copy of a key in the heap. */
    private static final class Functions {
        private Functions() {}

        static native Pointer secp256k1_context_create(int flags);

        static native int secp256k1_context_randomize(Pointer context, Pointer seed);

        /** Without a nonce function it is that of RFC 6979. */
        static native int secp256k1_ecdsa_sign_recoverable(Pointer context, Pointer signature, Pointer digest,
                Pointer key, @Nullable Pointer nonceFunction, @Nullable Pointer nonceData);

        static native int secp256k1_ecdsa_recoverable_signature_serialize_compact(Pointer context, Pointer compact,
                Pointer recoveryId, Pointer signature);
    }
}
