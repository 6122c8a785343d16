package io.enterpriseproxy.signer;

import org.jspecify.annotations.Nullable;

/** A key store or one of its keys cannot be used now. Its message is a plain sentence without key material, with the cure. */
public class KeyStoreException extends RuntimeException {
    /** @param message what happened and what cures it, without a final stop */
    public KeyStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** In a plain sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
