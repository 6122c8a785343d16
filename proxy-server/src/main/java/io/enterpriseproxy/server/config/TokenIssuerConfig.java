package io.enterpriseproxy.server.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** Who gives out tokens (OpenID Connect, or any signed JWT) that are good here. */
public record TokenIssuerConfig(
        @JsonPropertyDescription("the issuer, exactly as tokens name it in iss") URI issuer,
        @JsonPropertyDescription("what tokens must name in aud") String audience,
        @Nullable @JsonPropertyDescription("where the issuer's public keys are; else they are found by its OpenID configuration") URI keys,
        @JsonProperty(defaultValue = "sub") @JsonPropertyDescription("claim that holds the client's name in the audit trail") String nameClaim,
        @JsonProperty(defaultValue = "roles") @JsonPropertyDescription("claim that holds roles or groups; a dot leads into it, such as realm_access.roles") String rolesClaim,
        @JsonPropertyDescription("what a value of that claim may do") Map<String, Role> roles,
        @Nullable @JsonPropertyDescription("claim that holds the only mappings it may call and see; all if absent") String mappingsClaim,
        @JsonProperty(defaultValue = "30s") @JsonPropertyDescription("how far clocks may be apart") java.time.Duration clockSkew) {

    public TokenIssuerConfig {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("found no roles; expected values of the claim " + rolesClaim
                    + " and the role of each");
        }
        List.of(issuer.toString(), audience).stream().filter(String::isBlank).findAny().ifPresent(blank -> {
            throw new IllegalArgumentException("expected issuer and audience");
        });
    }
}
