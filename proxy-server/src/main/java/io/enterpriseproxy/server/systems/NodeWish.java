package io.enterpriseproxy.server.systems;

import org.jspecify.annotations.Nullable;

import java.net.URI;

/**
 * A node that somebody wants a chain to be reached by. It names no secret: what its origin needs is in the configuration.
 *
 * @param url http or https
 * @param ws ws or wss, by which it announces blocks; null: it is only asked
 */
public record NodeWish(URI url, @Nullable URI ws) {
    /** Scheme, host and port, as far as they are written out. */
    static String origin(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    boolean isOnlyAnOrigin() {
        return ws == null && (url.getRawPath() == null || url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
    }
}
