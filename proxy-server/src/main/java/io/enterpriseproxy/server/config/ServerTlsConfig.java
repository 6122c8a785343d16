package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** What the server shows and trusts, in PEM files. Files that change are read again, without a restart. */
public record ServerTlsConfig(
        @JsonPropertyDescription("the server's certificate, with its chain") Path certificate,
        @JsonPropertyDescription("its private key") Path key,
        @Nullable @JsonPropertyDescription("what the private key is encrypted with, by reference") Secret keyPassphrase,
        @Nullable @JsonPropertyDescription("certificates of authorities whose clients are trusted") Path trusted,
        @JsonProperty(defaultValue = "none") @JsonPropertyDescription("whether clients are asked for a certificate: need refuses those without one") ClientCertificates clientCertificates) {

    /** Whether clients show certificates. */
    public enum ClientCertificates {
        NONE, WANT, NEED
    }

    public ServerTlsConfig {
        if ((trusted == null) != (clientCertificates == ClientCertificates.NONE)) {
            throw new IllegalArgumentException("expected trusted: together with client-certificates: want or need");
        }
    }
}
