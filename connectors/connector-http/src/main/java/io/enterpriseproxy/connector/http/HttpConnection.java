package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceRoute;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** One HTTP system of the configuration: one client, and one bound for all requests to it. */
final class HttpConnection implements Connection {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final HttpConnectionSettings settings;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore bound;
    private final HttpClient http;
    private final RequestSender sender;

    HttpConnection(HttpConnectionSettings settings, Clock clock) {
        this.settings = settings;
        this.bound = new Semaphore(settings.parallel());
        // Over clear text the client would ask to go on with HTTP/2, which old servers answer with an error.
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.timeout()).executor(threads)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http, threads);
        requests.setReadTimeout(settings.timeout());
        this.sender = new RequestSender(RestClient.builder().requestFactory(requests).build(), settings, clock);
    }

    @Override
    public SourceRoute openSource(String mapping, Record sourceSettings, Intake intake) {
        throw new UnsupportedOperationException("an HTTP connection is no source; events enter through the API");
    }

    @Override
    public ResultSink openTarget(Record targetSettings) {
        HttpTargetSettings target = (HttpTargetSettings) targetSettings;
        return new HttpSink(sender, target.method(), new PathTemplate(settings.baseUrl(), target.path()), threads,
                bound);
    }

    /** Asks whether the port is open, for at most two seconds; sends nothing. */
    @Override
    public Optional<String> trouble() {
        URI base = settings.baseUrl();
        int port = base.getPort() >= 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(base.getHost(), port), (int) PROBE_TIMEOUT.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot connect to " + base.getHost() + ":" + port + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
