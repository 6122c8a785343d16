package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.demo.erp.ErpResult;
import io.enterpriseproxy.demo.event.BusinessEvent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What came of all events.
 *
 * @param all one for each event, in order
 * @param strangers results that belong to no event
 */
public record Outcomes(List<Outcome> all, List<ErpResult> strangers) {
    public Outcomes {
        all = List.copyOf(all);
        strangers = List.copyOf(strangers);
    }

    /**
     * Sorts results by event. A delivery that was repeated counts once: its id and its content are the same.
     *
     * @param callStatus the status of an event's call; empty if there is none
     */
    public static Outcomes of(List<? extends BusinessEvent> events, Function<BusinessEvent, String> callStatus,
            Collection<ErpResult> deliveries) {
        Map<String, Set<ErpResult>> byEvent = deliveries.stream().collect(
                Collectors.groupingBy(ErpResult::eventKey, Collectors.toCollection(LinkedHashSet::new)));
        List<Outcome> all = new ArrayList<>();
        for (BusinessEvent event : events) {
            Set<ErpResult> results = byEvent.remove(event.key());
            all.add(new Outcome(event, callStatus.apply(event), results == null ? List.of() : List.copyOf(results)));
        }
        return new Outcomes(all, byEvent.values().stream().flatMap(Set::stream).toList());
    }

    /** Whether the company was told that the contract took an event. */
    public boolean isConfirmed(BusinessEvent event) {
        return all.stream().anyMatch(outcome -> outcome.event().equals(event) && outcome.isConfirmed());
    }
}
