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

    private static final List<Scenario> BY_HAND = ByHand.VARIANTS.stream()
            .flatMap(variant -> Stream.of(Chain.values()).<Scenario>map(chain -> new ByHand(variant, chain))).toList();

    private Scenarios() {}

    /** The scenarios of a name or of a group; none if there is no such name. */
    static List<Scenario> named(String name) {
        return switch (name) {
            case "headline" -> Stream.of("batch-rest/postgres/stub", "kafka/postgres/stub")
                    .flatMap(each -> named(each).stream()).toList();
            case "end-to-end" -> END_TO_END;
            case "limit" -> LIMIT;
            case "by-hand" -> BY_HAND;
            case "latency" -> List.of(new Latency());
            case "growth" -> List.of(Growth.USUAL);
            case "growth-large" -> List.of(Growth.LARGE);
            case "backlog" -> List.of(Backlog.LARGE);
            case "lanes" -> List.of(Backlog.MANY_LANES);
            case "contract-events" -> List.of(new ContractEvents());
            case "regression" -> List.of(new Regression());
            case "micro" -> List.of(new Micro());
            case "all" ->
                Stream.of("end-to-end", "limit", "by-hand", "latency", "growth-large", "backlog", "lanes",
                        "contract-events", "micro")
                        .flatMap(each -> named(each).stream())
                        .toList();
            default -> Stream.of(END_TO_END, LIMIT, BY_HAND).flatMap(List::stream)
                    .filter(scenario -> scenario.name().equals(name)).toList();
        };
    }
}
