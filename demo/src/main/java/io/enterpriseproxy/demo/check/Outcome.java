package io.enterpriseproxy.demo.check;

import io.enterpriseproxy.demo.erp.ErpResult;
import io.enterpriseproxy.demo.event.BusinessEvent;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of an event.
 *
 * @param callStatus the status of its call; empty if there is none
 * @param results what stands in the company's systems, each delivery once
 */
public record Outcome(BusinessEvent event, String callStatus, List<ErpResult> results) {
    public Outcome {
        results = List.copyOf(results);
    }

    /** Whether every system that awaits the result has it. */
    public boolean isWrittenBack() {
        return systems().containsAll(Destinations.of(event));
    }

    /** Whether every system that heard of it was told that the contract took it. */
    boolean isConfirmed() {
        return isWrittenBack() && results.stream().allMatch(ErpResult::confirmed);
    }

    /** The systems that heard of it. */
    Set<String> systems() {
        return results.stream().map(ErpResult::system).collect(Collectors.toSet());
    }

    /** The ERP code that the company was given. */
    String code() {
        return results.isEmpty() ? "" : results.getFirst().code();
    }
}
