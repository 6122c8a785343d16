package io.enterpriseproxy.signer.keystore;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.signer.KeyPair;
import io.enterpriseproxy.signer.Secp256k1Curve;
import org.bouncycastle.crypto.PBEParametersGenerator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/** Makes and opens keystore files. Other Ethereum tools read the files, and theirs are read here. */
public final class KeystoreFiles {
    private static final int MOST_BYTES = 64 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private KeystoreFiles() {}

    /**
     * Makes a keystore file of a key, readable by its owner only. The file is on disk on return.
     *
     * @param privateKey 32 bytes; not kept; the caller wipes it
     * @param passphrase not kept; the caller wipes it
     * @throws KeystoreException if the file exists or cannot be written
     */
    public static Address create(Path keystore, byte[] privateKey, char[] passphrase, ScryptCost cost) {
        if (passphrase.length == 0) {
            throw new KeystoreException(keystore, "the passphrase is empty; give one", null);
        }
        Address address = keyPair(keystore, privateKey, Secp256k1Curve.load()).address();
        KeyDerivation.Scrypt scrypt = new KeyDerivation.Scrypt(cost.iterations, ScryptCost.BLOCK, cost.parallelization,
                random(32));
        byte[] iv = random(KeystoreCipher.IV_BYTES);
        byte[] derivedKey = derive(scrypt, passphrase);
        try {
            byte[] cipherText = KeystoreCipher.encrypt(derivedKey, iv, privateKey);
            byte[] mac = KeystoreCipher.mac(derivedKey, cipherText);
            write(keystore, KeystoreJson.write(address, scrypt, iv, cipherText, mac));
            return address;
        } finally {
            Arrays.fill(derivedKey, (byte) 0);
        }
    }

    /**
     * Opens a keystore file; the caller wipes the key.
     *
     * @throws KeystoreException if the passphrase is wrong or the file is not usable
     */
    public static KeyPair open(Path keystore, char[] passphrase, Secp256k1Curve library) {
        KeystoreJson json;
        try {
            json = KeystoreJson.parse(read(keystore));
        } catch (IllegalArgumentException fault) {
            throw new KeystoreException(keystore, fault.getMessage()
                    + "; expected is a web3 keystore file of version 3 with one private key of secp256k1", fault);
        }
        KeyPair pair = keyPair(keystore, decrypt(keystore, json, passphrase), library);
        if (json.address() != null && !json.address().equals(pair.address())) {
            pair.wipe();
            throw new KeystoreException(keystore, "it says that its address is " + json.address()
                    + ", but its key is that of " + pair.address() + "; restore the file from its backup", null);
        }
        return pair;
    }

    private static byte[] decrypt(Path keystore, KeystoreJson json, char[] passphrase) {
        byte[] derivedKey = derive(json.derivation(), passphrase);
        try {
            return KeystoreCipher.decrypt(derivedKey, json.iv(), json.cipherText(), json.mac())
                    .orElseThrow(() -> new KeystoreException(keystore, "the passphrase is wrong, or the file is "
                            + "damaged; give the passphrase that the file was made with (a line end after it counts), "
                            + "or restore the file from its backup", null));
        } finally {
            Arrays.fill(derivedKey, (byte) 0);
        }
    }

    private static KeyPair keyPair(Path keystore, byte[] privateKey, Secp256k1Curve library) {
        try {
            return KeyPair.of(privateKey, library);
        } catch (IllegalArgumentException fault) {
            throw new KeystoreException(keystore, "the key is " + fault.getMessage() + "; expected are 32 bytes, "
                    + "above 0 and below the order of the curve", null);
        }
    }

    private static byte[] derive(KeyDerivation derivation, char[] passphrase) {
        byte[] utf8 = PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(passphrase);
        try {
            return derivation.derive(utf8);
        } finally {
            Arrays.fill(utf8, (byte) 0);
        }
    }

    private static byte[] read(Path keystore) {
        try (FileChannel file = FileChannel.open(keystore, StandardOpenOption.READ)) {
            if (file.size() > MOST_BYTES) {
                throw new KeystoreException(keystore, "it has " + file.size() + " bytes; a keystore file has about 500",
                        null);
            }
            return Files.readAllBytes(keystore);
        } catch (NoSuchFileException fault) {
            throw new KeystoreException(keystore, "there is no such file; correct the path, or make the key", fault);
        } catch (IOException fault) {
            throw new KeystoreException(keystore, "it cannot be read (" + fault.getMessage() + ")", fault);
        }
    }

    /** Makes a file that only its owner can read. */
    static void write(Path keystore, byte[] json) {
        FileAttribute<?>[] ownerOnly = keystore.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (FileChannel file = FileChannel.open(keystore,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer content = ByteBuffer.wrap(json);
            while (content.hasRemaining()) {
                file.write(content);
            }
            file.force(true);
        } catch (FileAlreadyExistsException fault) {
            throw new KeystoreException(keystore, "there is a file already, and a key is never overwritten; give "
                    + "another path", fault);
        } catch (IOException fault) {
            throw new KeystoreException(keystore, "it cannot be written (" + fault.getMessage() + ")", fault);
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
