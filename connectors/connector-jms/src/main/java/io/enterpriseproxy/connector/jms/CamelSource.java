package io.enterpriseproxy.connector.jms;

import io.enterpriseproxy.connector.SourceRoute;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.builder.RouteBuilder;

import java.util.Optional;

/** The verbs of a source over its Camel route. */
final class CamelSource implements SourceRoute {
    private final CamelContext camel;
    private final String routeId;
    private volatile boolean closed;

    /** Adds the route, which is not to start by itself. */
    CamelSource(CamelContext camel, String routeId, RouteBuilder route) {
        this.camel = camel;
        this.routeId = routeId;
        attempt("added", () -> camel.addRoutes(route));
    }

    @Override
    public synchronized void start() {
        if (!camel.isStarted()) {
            throw new IllegalStateException("Source " + routeId + " cannot be started before the CamelContext is");
        }
        if (!closed && consumer().filter(StatefulService::isStopped).isPresent()) {
            attempt("started", () -> camel.getRouteController().startRoute(routeId));
        }
    }

    /** By the consumer alone: Camel's own suspend waits for the batch in hand, whose submission may be our caller. */
    @Override
    public void suspend() {
        consumer().filter(StatefulService::isStarted).ifPresent(StatefulService::suspend);
    }

    @Override
    public void resume() {
        consumer().filter(StatefulService::isSuspended).ifPresent(StatefulService::resume);
    }

    @Override
    public boolean started() {
        return consumer().filter(StatefulService::isStarted).isPresent();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        attempt("stopped", () -> camel.getRouteController().stopRoute(routeId));
        attempt("removed", () -> camel.removeRoute(routeId));
        closed = true;
    }

    private Optional<StatefulService> consumer() {
        return closed
                ? Optional.empty()
                : Optional.ofNullable(camel.getRoute(routeId)).map(Route::getConsumer).map(StatefulService.class::cast);
    }

    private void attempt(String verb, RouteChange change) {
        try {
            change.apply();
        } catch (Exception e) {
            throw new IllegalStateException("The route of mapping " + routeId + " cannot be " + verb, e);
        }
    }

    /** What Camel does to a route. */
    private interface RouteChange {
        void apply() throws Exception;
    }
}
