package io.enterpriseproxy.connector.database;

import io.enterpriseproxy.connector.SourceRoute;
import org.apache.camel.CamelContext;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A source over a database: pollers of one queue, driven by one Camel route. */
final class DatabaseSource implements SourceRoute {
    private final CamelContext camel;
    private final String mapping;
    private final RowQueue queue;
    private final List<Poller> pollers;
    private final PollRoute route;
    private boolean running;
    private boolean suspended;
    private boolean closed;

    /** @param pollers more than one only if the queue may be shared */
    DatabaseSource(CamelContext camel, String mapping, Duration idlePause, RowQueue queue, List<Poller> pollers) {
        this.camel = camel;
        this.mapping = mapping;
        this.queue = queue;
        this.pollers = List.copyOf(pollers);
        this.route = new PollRoute(mapping, idlePause, pollers);
    }

    /** What keeps this source from taking rows; empty if nothing does. */
    Optional<String> trouble() {
        return pollers.stream().flatMap(poller -> poller.trouble().stream()).findFirst()
                .map(trouble -> "mapping " + mapping + ": " + trouble);
    }

    synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized void start() {
        if (running || closed) {
            return;
        }
        try {
            camel.addRoutes(route);
            running = true;
        } catch (Exception e) {
            throw new IllegalStateException("the route " + mapping + " cannot be started", e);
        }
    }

    /** Takes effect at once; it does not wait for a batch in hand, since that may be what asks for it. */
    @Override
    public synchronized void suspend() {
        suspended = true;
        pollers.forEach(Poller::suspend);
    }

    @Override
    public synchronized void resume() {
        suspended = false;
        pollers.forEach(Poller::resume);
    }

    @Override
    public synchronized boolean started() {
        return running && !suspended;
    }

    @Override
    public synchronized void close() {
        if (running) {
            removeRoute();
        }
        running = false;
        closed = true;
        queue.close();
    }

    private void removeRoute() {
        try {
            camel.getRouteController().stopRoute(mapping);
            camel.removeRoute(mapping);
        } catch (Exception e) {
            throw new IllegalStateException("the route " + mapping + " cannot be stopped", e);
        }
    }
}
