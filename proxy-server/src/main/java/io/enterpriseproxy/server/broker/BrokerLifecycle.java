package io.enterpriseproxy.server.broker;

import io.enterpriseproxy.connector.jms.broker.EmbeddedBroker;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

import java.nio.file.Path;

/** Starts the embedded broker before every route and stops it after them. */
public final class BrokerLifecycle implements SmartLifecycle {
    private final EmbeddedBrokerSettings settings;
    private final Path directory;
    private volatile @Nullable EmbeddedBroker broker;

    /** @param directory where the journal is kept */
    public BrokerLifecycle(EmbeddedBrokerSettings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** @throws BrokerStartException with a plain sentence, for example because the port is taken */
    @Override
    public void start() {
        try {
            broker = EmbeddedBroker.start(settings, directory);
        } catch (IllegalStateException e) {
            throw new BrokerStartException(e);
        }
    }

    @Override
    public void stop() {
        EmbeddedBroker running = broker;
        if (running != null) {
            broker = null;
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return broker != null;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
