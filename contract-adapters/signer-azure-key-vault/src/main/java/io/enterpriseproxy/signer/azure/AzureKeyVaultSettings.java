package io.enterpriseproxy.signer.azure;

import java.net.URI;
import java.time.Duration;

/**
 * How a vault is reached. Credentials come from the SDK's default chain: environment, workload identity, managed identity,
 * developer tools.
 *
 * @param url such as https://example.vault.azure.net
 * @param timeout for one request
 */
public record AzureKeyVaultSettings(URI url, Duration timeout) {}
