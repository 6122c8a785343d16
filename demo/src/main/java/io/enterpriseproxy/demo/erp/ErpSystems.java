package io.enterpriseproxy.demo.erp;

import java.util.List;
import java.util.stream.Stream;

/** All systems of the company that results come back to. */
public record ErpSystems(ErpDatabase database, ErpQueues queues, ErpTopics topics, ErpEndpoint endpoint) {
    /** Everything that came back so far, repetitions too. */
    public List<ErpResult> results() {
        return Stream.of(database.results(), queues.results(), topics.results(), endpoint.results())
                .flatMap(List::stream).toList();
    }
}
