package io.enterpriseproxy.bench;

import java.util.List;
import java.util.stream.Stream;

/** All that can be measured, by name. */
final class Scenarios {
    private static final List<Scenario> END_TO_END = Stream.of(Way.values())
            .flatMap(way -> Stream.of(Ledger.values())
                    .flatMap(ledger -> Stream.of(Chain.values())
                            .<Scenario>map(chain -> new EndToEnd(way, ledger, chain))))
            .toList();

    private static final List<Scenario> LIMIT = Stream.of(Chain.values()).<Scenario>map(Limit::new).toList();

    private Scenarios() {}

    /** The scenarios of a name or of a group; none if there is no such name. */
    static List<Scenario> named(String name) {
        return switch (name) {
            case "headline" -> Stream.of("batch-rest/postgres/stub", "kafka/postgres/stub")
                    .flatMap(each -> named(each).stream()).toList();
            case "end-to-end" -> END_TO_END;
            case "limit" -> LIMIT;
            default -> Stream.of(END_TO_END, LIMIT).flatMap(List::stream)
                    .filter(scenario -> scenario.name().equals(name)).toList();
        };
    }
}
