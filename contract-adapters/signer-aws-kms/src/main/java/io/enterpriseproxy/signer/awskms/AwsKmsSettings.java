package io.enterpriseproxy.signer.awskms;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Duration;

/**
 * How AWS KMS is reached. Credentials come from the SDK's default chain: environment, profile, web identity, container or
 * instance.
 *
 * @param region null: from the SDK's default chain
 * @param endpoint instead of the region's own: a VPC endpoint
 * @param timeout for one request with its retries
 */
public record AwsKmsSettings(
        @Nullable String region,
        @Nullable URI endpoint,
        Duration timeout) {}
