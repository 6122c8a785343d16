package io.enterpriseproxy.server.security;

import com.nimbusds.jose.util.DefaultResourceRetriever;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLConnection;

/** Reads what a token issuer says of itself, over HTTP only and where it is said to be: not in files, and not elsewhere. */
final class IssuerWeb extends DefaultResourceRetriever {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int MOST_BYTES = 1 << 18;

    IssuerWeb() {
        super(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
        HttpURLConnection connection = super.openHTTPConnection(url);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }

    @Override
    protected URLConnection openFileConnection(URL url) throws IOException {
        throw new IOException("a file is no place for the keys of an issuer");
    }
}
