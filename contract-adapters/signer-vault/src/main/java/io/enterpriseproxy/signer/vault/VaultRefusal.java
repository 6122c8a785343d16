package io.enterpriseproxy.signer.vault;

import io.enterpriseproxy.signer.KeyStoreException;
import org.jspecify.annotations.Nullable;

/** Vault has answered, and the answer is no. */
final class VaultRefusal extends KeyStoreException {
    private static final long serialVersionUID = 1L;

    VaultRefusal(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
