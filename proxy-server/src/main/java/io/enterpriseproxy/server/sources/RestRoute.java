package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.connector.SourceRoute;
import io.enterpriseproxy.mapping.RestSourceSettings;
import io.enterpriseproxy.server.api.RestPaths;

/** A mapping's own path. It stays open while events are refused: the intake tells each caller to come back. */
final class RestRoute implements SourceRoute {
    private final RestPaths paths;
    private final String mapping;
    private final RestSourceSettings settings;
    private boolean open;

    RestRoute(RestPaths paths, String mapping, RestSourceSettings settings) {
        this.paths = paths;
        this.mapping = mapping;
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        if (!open) {
            paths.open(mapping, settings.method(), settings.path());
            open = true;
        }
    }

    @Override
    public void suspend() {
        start();
    }

    @Override
    public void resume() {
        start();
    }

    @Override
    public synchronized boolean started() {
        return open;
    }

    @Override
    public synchronized void close() {
        if (open) {
            paths.close(settings.method(), settings.path());
            open = false;
        }
    }
}
