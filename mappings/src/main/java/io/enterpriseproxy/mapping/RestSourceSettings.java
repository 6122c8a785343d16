package io.enterpriseproxy.mapping;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

import java.util.regex.Pattern;

/** A mapping's own REST path, beside {@code POST /api/v1/calls/{mapping}}. */
public record RestSourceSettings(
        @JsonProperty(defaultValue = "POST") @JsonPropertyDescription("POST or PUT.") String method,
        @JsonPropertyDescription("Where events are sent, for example /erp/invoices; not under /api or /actuator.") String path) {

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");
    private static final Pattern OURS = Pattern.compile("/(api|actuator|console|openapi|error)([/.].*)?");

    public RestSourceSettings {
        if (!method.equals("POST") && !method.equals("PUT")) {
            throw new IllegalArgumentException("found the method " + method + "; expected POST or PUT");
        }
        if (!PATH.matcher(path).matches() || OURS.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "found the path " + path + "; expected one such as /erp/invoices, not under the proxy's own paths");
        }
    }
}
