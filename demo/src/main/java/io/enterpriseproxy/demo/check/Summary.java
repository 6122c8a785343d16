package io.enterpriseproxy.demo.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The demo in numbers.
 *
 * @param outcomes one for each event
 * @param compared how many values were compared
 * @param differences what does not agree, in sentences
 */
public record Summary(List<Outcome> outcomes, int compared, List<String> differences) {
    private static final Set<String> FINAL = Set.of("confirmed", "reverted", "rejected");

    public Summary {
        outcomes = List.copyOf(outcomes);
        differences = List.copyOf(differences);
    }

    /** Of all comparisons together. */
    public static Summary of(Outcomes outcomes, List<Comparison> comparisons) {
        int compared = 0;
        List<String> differences = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            compared += comparison.compared();
            differences.addAll(comparison.differences());
        }
        return new Summary(outcomes.all(), compared, differences);
    }

    /** Whether every event ended and came back, and everything agrees. */
    public boolean agrees() {
        return differences.isEmpty() && outcomes.stream()
                .allMatch(outcome -> outcome.isWrittenBack() && FINAL.contains(outcome.callStatus()));
    }

    /** Such as: refused by the contracts: 2 rejected (AP-409 x2), 1 reverted (TM-409 x1). */
    public String refusals() {
        return "refused by the contracts: " + refusals("rejected") + ", " + refusals("reverted");
    }

    private String refusals(String status) {
        String codes = outcomes.stream().filter(outcome -> outcome.callStatus().equals(status))
                .collect(Collectors.groupingBy(Outcome::code, TreeMap::new, Collectors.counting())).entrySet().stream()
                .map(code -> code.getKey() + " x" + code.getValue()).collect(Collectors.joining(", "));
        return count(status) + " " + status + (codes.isEmpty() ? "" : " (" + codes + ")");
    }

    /** Such as: demo: 142 events, 136 confirmed, 142 written back, 0 lost. */
    public String line() {
        long writtenBack = outcomes.stream().filter(Outcome::isWrittenBack).count();
        return "demo: %d events, %d confirmed, %d written back, %d lost".formatted(outcomes.size(), count("confirmed"),
                writtenBack, outcomes.size() - writtenBack);
    }

    private long count(String status) {
        return outcomes.stream().filter(outcome -> outcome.callStatus().equals(status)).count();
    }
}
