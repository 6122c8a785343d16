package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.util.List;

/** Who may call. */
public record SecurityConfig(
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("applications and people with API keys; without any client of any kind, the first start makes one admin and prints its key once") List<ApiClientConfig> apiClients,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("applications with client certificates") List<CertificateClientConfig> certificateClients,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("issuers whose signed tokens are good here") List<TokenIssuerConfig> tokenIssuers,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("how much clients may send") LimitsConfig limits) {

    /** Whether anybody is known. */
    public boolean knowsAnybody() {
        return !apiClients.isEmpty() || !certificateClients.isEmpty() || !tokenIssuers.isEmpty();
    }
}
