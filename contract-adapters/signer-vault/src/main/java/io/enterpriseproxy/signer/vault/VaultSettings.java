package io.enterpriseproxy.signer.vault;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/**
 * How a Vault is reached, and what it wraps keys with.
 *
 * @param namespace of Vault Enterprise
 * @param transit mount of the transit engine, such as {@code transit}; null: it wraps no keys
 * @param tls what is trusted, with the client's certificate if Vault asks for one
 * @param timeout for one request
 */
public record VaultSettings(
        URI url,
        @Nullable String namespace,
        VaultLogin login,
        @Nullable String transit,
        SSLContext tls,
        Duration timeout) {}
