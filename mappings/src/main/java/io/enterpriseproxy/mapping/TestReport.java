package io.enterpriseproxy.mapping;

import java.util.List;

/** What came of a mapping file's own test cases. */
public record TestReport(String mapping, List<Result> results) {
    public TestReport {
        results = List.copyOf(results);
    }

    /**
     * One test case.
     *
     * @param place {@code file:line}
     * @param differences what was expected and what came instead; empty if it passed
     */
    public record Result(String test, String place, List<String> differences) {
        public Result {
            differences = List.copyOf(differences);
        }

        public boolean passed() {
            return differences.isEmpty();
        }
    }

    public boolean passed() {
        return results.stream().allMatch(Result::passed);
    }
}
