package io.enterpriseproxy.signer.gcpkms;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How Google Cloud KMS is reached.
 *
 * @param credentials a file of credentials; null: Google's application default credentials
 * @param endpoint instead of the public one
 * @param timeout for one request
 */
public record GcpKmsSettings(
        @Nullable Path credentials,
        @Nullable URI endpoint,
        Duration timeout) {}
