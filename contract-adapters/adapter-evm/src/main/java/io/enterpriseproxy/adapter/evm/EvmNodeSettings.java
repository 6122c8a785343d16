package io.enterpriseproxy.adapter.evm;

import java.net.URI;
import java.util.Map;

/**
 * A JSON-RPC node.
 *
 * @param url http or https; a user and password in it are sent as basic authorization
 * @param headers sent with every request, for example an API key
 */
public record EvmNodeSettings(URI url, Map<String, String> headers) {
    public EvmNodeSettings {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "a node's url has the scheme http or https and a host; found scheme " + url.getScheme());
        }
        headers = Map.copyOf(headers);
    }

    /** Without headers. */
    public EvmNodeSettings(URI url) {
        this(url, Map.of());
    }

    /** The url's scheme, host and port. Nothing more is shown: providers put API keys into the path. */
    public String origin() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Without anything secret. */
    @Override
    public String toString() {
        return origin();
    }
}
