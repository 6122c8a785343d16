package io.enterpriseproxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A server started in this JVM from files, and an HTTP client for it. */
public final class ProxyUnderTest implements AutoCloseable {
    public static final String CALLER = "ep_caller0000000000000000000000000000000";
    public static final String ADMIN = "ep_admin00000000000000000000000000000000";

    public static final String MONITOR = "ep_monitor000000000000000000000000000000";

    private static final HttpClient HTTP = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final RunningProxy proxy;

    private ProxyUnderTest(RunningProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts a server in a directory.
     *
     * @param parts what follows {@code enterprise-proxy:}, indented by two
     * @param mappings content by file name
     */
    public static ProxyUnderTest start(Path directory, String parts, Map<String, String> mappings) {
        return startWith(directory, "port: 0, address: 127.0.0.1", parts, mappings);
    }

    /** The same with other settings of its HTTP server. */
    public static ProxyUnderTest startWith(Path directory, String server, String parts, Map<String, String> mappings) {
        Path config = write(directory, server, parts, mappings);
        return new ProxyUnderTest(EnterpriseProxy.start(new StartOptions(config, directory.resolve("mappings"))));
    }

    /** Only writes the files, for a server that somebody else starts. */
    public static Path write(Path directory, String server, String parts, Map<String, String> mappings) {
        try {
            Files.writeString(directory.resolve("caller.key"), CALLER + "\n");
            Files.writeString(directory.resolve("admin.key"), ADMIN + "\n");
            Files.writeString(directory.resolve("monitor.key"), MONITOR + "\n");
            Path mappingDirectory = Files.createDirectories(directory.resolve("mappings"));
            for (Map.Entry<String, String> mapping : mappings.entrySet()) {
                Files.writeString(mappingDirectory.resolve(mapping.getKey()), mapping.getValue());
            }
            return Files.writeString(directory.resolve("enterprise-proxy.yaml"),
                    "enterprise-proxy:\n  server: { " + server + " }\n" + parts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of a configuration that knows {@link #CALLER}, {@link #ADMIN} and {@link #MONITOR}. */
    public static String clients() {
        return """
                  security:
                    api-clients:
                      - { name: erp, key: '${file:caller.key}', roles: [caller] }
                      - { name: ops, key: '${file:admin.key}', roles: [admin] }
                      - { name: prometheus, key: '${file:monitor.key}', roles: [monitor] }
                """;
    }

    public <T> T bean(Class<T> type) {
        return proxy.applicationContext().getBean(type);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + proxy.port() + path);
    }

    public int port() {
        return proxy.port();
    }

    public HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key);
    }

    public HttpResponse<String> get(String path, String key) {
        return send(request(path, key).GET().build());
    }

    public HttpResponse<String> put(String path, String key, String type, String body) {
        return send(request(path, key).header("Content-Type", type).PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Lets the key of {@link InvoiceChain} sign what mappings that are published by the API ask for. */
    public void allowRegistering() {
        int status = put("/api/v1/policies/erp", ADMIN, "application/yaml", InvoiceChain.policy()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("the policy was not taken: " + status);
        }
    }

    public HttpResponse<String> post(String path, String key, String json) {
        return send(request(path, key).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
    }
}
