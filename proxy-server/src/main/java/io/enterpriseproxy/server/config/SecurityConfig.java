package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Who may call. */
public record SecurityConfig(
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("applications and people with API keys; without any client of any kind, the first start makes one admin and prints its key once") List<ApiClientConfig> apiClients,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("applications with client certificates") List<CertificateClientConfig> certificateClients,
        @JsonProperty(defaultValue = "[]") @JsonPropertyDescription("issuers whose signed tokens are good here") List<TokenIssuerConfig> tokenIssuers,
        @JsonProperty(defaultValue = "{}") @JsonPropertyDescription("how much clients may send") LimitsConfig limits,
        @JsonProperty(defaultValue = "false") @JsonPropertyDescription("whether drafts of mappings and changes of address books go live only when another client than who made them has looked at them") boolean secondPerson) {

    /** Whether anybody is known. */
    public boolean knowsAnybody() {
        return !apiClients.isEmpty() || !certificateClients.isEmpty() || !tokenIssuers.isEmpty();
    }

    /** The names of those that show API keys or certificates. */
    public Stream<String> names() {
        return Stream.concat(apiClients.stream().map(ApiClientConfig::name),
                certificateClients.stream().map(CertificateClientConfig::name));
    }

    /** Whether somebody of these is admin, or may be by a token. */
    public boolean knowsAnAdmin(Instant now) {
        return apiClients.stream().filter(client -> client.roles().contains(Role.ADMIN)).flatMap(
                client -> client.keys().stream())
                .anyMatch(key -> key.expires() == null || now.isBefore(key.expires().at()))
                || certificateClients.stream().anyMatch(client -> client.roles().contains(Role.ADMIN))
                || tokenIssuers.stream().anyMatch(issuer -> issuer.roles().containsValue(Role.ADMIN));
    }
}
