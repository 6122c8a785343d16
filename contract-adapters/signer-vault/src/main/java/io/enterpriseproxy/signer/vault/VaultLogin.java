package io.enterpriseproxy.signer.vault;

import java.nio.file.Path;

/** How this process shows Vault who it is. */
public sealed interface VaultLogin {
    /** A token that somebody has made; renewed as long as it may be. */
    record Token(String token) implements VaultLogin {
        @Override
        public String toString() {
            return "token";
        }
    }

    /**
     * A role for applications, with its secret id.
     *
     * @param mount of the authentication method, usually approle
     */
    record AppRole(String mount, String roleId, String secretId) implements VaultLogin {
        @Override
        public String toString() {
            return "role " + roleId + " at " + mount;
        }
    }

    /**
     * The service account of a pod.
     *
     * @param mount of the authentication method, usually kubernetes
     * @param token file of the service account's token, read at each log-in
     */
    record Kubernetes(String mount, String role, Path token) implements VaultLogin {}
}
