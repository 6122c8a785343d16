package io.enterpriseproxy.connector.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.enterpriseproxy.connector.TargetSettings;

import java.util.Set;

/**
 * An endpoint as a target: {@code writeBack: - http: …}. The request's body is the result's payload as JSON. It carries
 * {@code Idempotency-Key: <result id>}, the same at each repetition, and what {@link HttpSignature} says.
 *
 * <p>
 * 2xx is delivered. 408, 425, 429, 5xx and no answer in time are tried again; any other status (redirects too) is
 * final and the result is parked.
 */
public record HttpTargetSettings(
        @JsonPropertyDescription("name of an http connection") String connection,
        @JsonPropertyDescription("POST, PUT or PATCH") @JsonProperty(defaultValue = "POST") String method,
        @JsonPropertyDescription("path under the connection's base URL, with a query if need be; {callId}, {resultId}, {mapping} and {status} stand for the result's own") String path)
        implements
            TargetSettings {

    public HttpTargetSettings {
        if (!Set.of("POST", "PUT", "PATCH").contains(method)) {
            throw new IllegalArgumentException("method: found " + method + "; expected POST, PUT or PATCH");
        }
        PathTemplate.requireValid(path);
    }

    @Override
    public String place() {
        return path;
    }
}
