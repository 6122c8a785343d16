package io.enterpriseproxy.signer.keystore;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** A keystore file cannot be opened or written. The message names the file, what is wrong and the cure; no secret. */
public final class KeystoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeystoreException(Path keystore, String problem, @Nullable Throwable cause) {
        super("keystore " + keystore + ": " + problem, cause);
    }
}
