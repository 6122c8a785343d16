package io.enterpriseproxy.server.sources;

import io.enterpriseproxy.connector.SourceRoute;

/** Events of a contract are fetched by the chain's reader, which looks at what is published by itself: nothing is opened. */
final class ContractEventsRoute implements SourceRoute {
    private boolean open;

    @Override
    public synchronized void start() {
        open = true;
    }

    @Override
    public synchronized void suspend() {
        open = false;
    }

    @Override
    public synchronized void resume() {
        open = true;
    }

    @Override
    public synchronized boolean started() {
        return open;
    }

    @Override
    public synchronized void close() {
        open = false;
    }
}
