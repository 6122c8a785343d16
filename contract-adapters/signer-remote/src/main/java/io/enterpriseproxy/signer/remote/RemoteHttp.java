package io.enterpriseproxy.signer.remote;

import io.enterpriseproxy.signer.KeyStoreException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One request and its answer. Redirects are not followed. */
final class RemoteHttp implements AutoCloseable {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int OK = 200;
    private final RemoteSettings settings;
    private final HttpClient client;

    RemoteHttp(RemoteSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(settings.tls())
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.timeout()).build();
    }

    String get(String path) {
        return send(request(path).GET());
    }

    String post(String path, byte[] json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(json)));
    }

    private HttpRequest.Builder request(String path) {
        String base = settings.url().toString();
        URI uri = path.isEmpty() ? settings.url() : URI.create((base.endsWith("/") ? base : base + "/") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(settings.timeout());
        for (Map.Entry<String, String> header : settings.headers().entrySet()) {
            request.header(header.getKey(), header.getValue());
        }
        return request;
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<InputStream> response;
        String body;
        try {
            response = client.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream bytes = response.body()) {
                body = new String(bytes.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException fault) {
            throw new KeyStoreException("the signing service cannot be reached (" + fault + ")", fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new KeyStoreException("the request to the signing service was interrupted", fault);
        }
        if (response.statusCode() != OK) {
            throw new KeyStoreException("the signing service answered HTTP " + response.statusCode() + switch (response
                    .statusCode()) {
                case 401, 403 -> "; check its credentials and what they may do";
                case 404 -> "; check that it knows the key";
                default -> "";
            }, null);
        }
        return body;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
