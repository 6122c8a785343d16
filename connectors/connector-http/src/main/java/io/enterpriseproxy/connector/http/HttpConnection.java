package io.enterpriseproxy.connector.http;

import io.enterpriseproxy.connector.Connection;
import io.enterpriseproxy.connector.Intake;
import io.enterpriseproxy.connector.ResultSink;
import io.enterpriseproxy.connector.SourceRoute;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
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
    private final DnsResolver addresses;
    private final CloseableHttpClient http;
    private final RequestSender sender;

    /** @param names where the addresses of hosts come from */
    HttpConnection(HttpConnectionSettings settings, Clock clock, DnsResolver names) {
        this.settings = settings;
        this.bound = new Semaphore(settings.parallel());
        this.addresses = settings.allowLinkLocal() ? names : new ReachableAddresses(names);
        this.http = client(settings, addresses);
        this.sender = new RequestSender(http, settings, clock);
    }

    /** It follows no redirects, repeats nothing by itself, and keeps no cookies. */
    private static CloseableHttpClient client(HttpConnectionSettings settings, DnsResolver addresses) {
        Timeout timeout = Timeout.of(settings.timeout());
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(addresses)
                        .setTlsSocketStrategy(DefaultClientTlsStrategy.createSystemDefault())
                        .setMaxConnTotal(settings.parallel()).setMaxConnPerRoute(settings.parallel())
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(timeout)
                                .setSocketTimeout(timeout).setValidateAfterInactivity(TimeValue.ofSeconds(1)).build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom().setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout).setProtocolUpgradeEnabled(false).build())
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault())).disableRedirectHandling()
                .disableAutomaticRetries().disableCookieManagement().disableAuthCaching().disableContentCompression()
                .disableDefaultUserAgent().build();
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
            probe.connect(new InetSocketAddress(addresses.resolve(base.getHost())[0], port),
                    (int) PROBE_TIMEOUT.toMillis());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot connect to " + base.getHost() + ":" + port + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
        sender.close();
        threads.shutdownNow();
    }
}
