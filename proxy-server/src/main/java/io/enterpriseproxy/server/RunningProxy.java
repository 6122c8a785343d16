package io.enterpriseproxy.server;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.Objects;

/** A server that was started inside this JVM. */
public final class RunningProxy implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    RunningProxy(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** The port that its HTTP server listens on. */
    public int port() {
        return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    }

    /** Its beans. */
    public ConfigurableApplicationContext applicationContext() {
        return context;
    }

    /** Stops it in order: no new events, then what is in hand, then the ledger. */
    @Override
    public void close() {
        context.close();
    }
}
