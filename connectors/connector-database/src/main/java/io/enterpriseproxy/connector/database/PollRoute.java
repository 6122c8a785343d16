package io.enterpriseproxy.connector.database;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A source as a Camel route: a scheduler that polls at once again after a full batch, and else waits. */
final class PollRoute extends RouteBuilder {
    private final String mapping;
    private final Duration idlePause;
    private final List<Poller> pollers;

    PollRoute(String mapping, Duration idlePause, List<Poller> pollers) {
        this.mapping = mapping;
        this.idlePause = idlePause;
        this.pollers = List.copyOf(pollers);
    }

    @Override
    public void configure() {
        from("scheduler:" + mapping + "?initialDelay=0&greedy=true&delay=" + idlePause.toMillis()).routeId(mapping)
                .process(exchange -> exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, poll()));
    }

    private boolean poll() throws InterruptedException, ExecutionException {
        return pollers.size() == 1 ? pollers.getFirst().poll() : pollTogether();
    }

    private boolean pollTogether() throws InterruptedException, ExecutionException {
        List<Callable<Boolean>> polls = pollers.stream().<Callable<Boolean>>map(poller -> poller::poll).toList();
        boolean anyFull = false;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> full : threads.invokeAll(polls)) {
                anyFull |= full.get();
            }
        }
        return anyFull;
    }
}
