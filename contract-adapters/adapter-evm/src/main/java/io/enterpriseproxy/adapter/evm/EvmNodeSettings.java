package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;

/**
 * A JSON-RPC node.
 *
 * @param url http or https; a user and password in it are sent as basic authorization
 * @param headers sent with every request, for example an API key
 * @param ws address of its WebSocket (ws or wss), by which it tells of new blocks; null: it is only asked
 */
public record EvmNodeSettings(URI url, Map<String, String> headers, @Nullable URI ws) {
    public EvmNodeSettings {
        if (ws != null && !isWebSocket(ws)) {
            throw new IllegalArgumentException(
                    "a node's WebSocket has the scheme ws or wss and a host; found scheme " + ws.getScheme());
        }
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "a node's url has the scheme http or https and a host; found scheme " + url.getScheme());
        }
        headers = Map.copyOf(headers);
        headers.forEach(EvmNodeSettings::checkHeader);
    }

    private static void checkHeader(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message shows the value.
            throw new IllegalArgumentException("header " + name + " cannot be sent: the name is reserved, or name or "
                    + "value have characters that HTTP does not allow");
        }
    }

    private static boolean isWebSocket(URI url) {
        return ("ws".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null;
    }

    /** Without a WebSocket. */
    public EvmNodeSettings(URI url, Map<String, String> headers) {
        this(url, headers, null);
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
