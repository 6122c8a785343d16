package io.enterpriseproxy.signer.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import javax.net.ssl.SSLContext;

/**
 * How a signing service is reached.
 *
 * @param url of the service; for JSON-RPC the very address that is posted to
 * @param headers sent with each request, credentials among them
 * @param tls with the client's certificate, if the service asks for one
 * @param timeout for one request
 */
public record RemoteSettings(
        URI url,
        RemoteSigningApi api,
        Map<String, String> headers,
        SSLContext tls,
        Duration timeout) {
    @Override
    public String toString() {
        return api + " at " + url;
    }
}
