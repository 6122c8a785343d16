package io.enterpriseproxy.connector.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.Secret;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** How an HTTP system is reached: {@code connections: { NAME: { http: … } }}. */
public record HttpConnectionSettings(
        @JsonPropertyDescription("what all paths of targets are under, for example https://erp.example/api; redirects out of it are not followed") URI baseUrl,
        @JsonPropertyDescription("key that requests are signed with (HMAC-SHA-256, header X-EP-Signature); not signed without it") @Nullable Secret secret,
        @JsonPropertyDescription("token sent as Authorization: Bearer") @Nullable Secret bearer,
        @JsonPropertyDescription("longest time for one request and its answer") @JsonProperty(defaultValue = "10s") Duration timeout,
        @JsonPropertyDescription("most requests at the same time; those with one ordering key always go one after the other") @JsonProperty(defaultValue = "8") int parallel,
        @JsonPropertyDescription("whether it may be reached at link-local addresses, and at those where clouds tell their machines secrets (169.254.169.254 and the like); refused for each new connection otherwise") @JsonProperty(defaultValue = "false") boolean allowLinkLocal) {

    private static final String METADATA_NAME = "metadata.google.internal";
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[.*]");

    public HttpConnectionSettings {
        if (!Set.of("http", "https").contains(String.valueOf(baseUrl.getScheme())) || baseUrl.getHost() == null) {
            throw new IllegalArgumentException("baseUrl: expected a URL such as https://erp.example/api");
        }
        if (baseUrl.getRawUserInfo() != null || baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl: found a user, query or fragment in it; expected scheme, host,"
                    + " port and path only, with credentials under bearer: as a reference");
        }
        if (!allowLinkLocal && isOfTheMachine(baseUrl.getHost())) {
            throw new IllegalArgumentException(
                    "baseUrl: found " + baseUrl.getHost() + ", which is link-local or tells a"
                            + " cloud's secrets; expected a system of yours, or allow-link-local: true");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: found " + timeout + "; expected more than 0");
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel: found " + parallel + "; expected at least 1");
        }
    }

    /** What can be told without asking for the address of a name, which may change. */
    private static boolean isOfTheMachine(String host) {
        try {
            return host.equalsIgnoreCase(METADATA_NAME) || (LITERAL.matcher(host).matches()
                    && ReachableAddresses.isOfTheMachine(InetAddress.getByName(host)));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("baseUrl: found " + host + "; expected a name or an address", e);
        }
    }
}
