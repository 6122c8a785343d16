package io.enterpriseproxy.signer.vault;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/**
 * How a Vault is reached.
 *
 * @param namespace of Vault Enterprise
 * @param tls what is trusted, with the client's certificate if Vault asks for one
 * @param timeout for one request
 */
public record VaultSettings(
        URI url,
        @Nullable String namespace,
        VaultLogin login,
        SSLContext tls,
        Duration timeout) {}
