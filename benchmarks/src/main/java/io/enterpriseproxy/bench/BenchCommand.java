package io.enterpriseproxy.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the words on the command line ask for. */
sealed interface BenchCommand {
    String USAGE = "See ./ep bench --help.\n";

    /** The measurements. */
    record Run(List<Scenario> scenarios, Plan plan, Path output) implements BenchCommand {}

    /** What is wrong with the words. */
    record Wrong(String reason) implements BenchCommand {}

    static BenchCommand parse(List<String> words) {
        List<Scenario> scenarios = new ArrayList<>();
        int runs = 3;
        int seconds = 60;
        int warmUp = 60;
        boolean profile = false;
        Path output = Path.of("bench.json");
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean takesValue = List.of("--runs", "--seconds", "--warm-up", "--output").contains(word);
            if (takesValue && i + 1 == words.size()) {
                return new Wrong(word + " needs a value");
            }
            String value = takesValue ? words.get(++i) : "";
            if (takesValue && !word.equals("--output") && !value.matches("[1-9][0-9]{0,4}")) {
                return new Wrong(word + " needs a whole number above 0, found " + value);
            }
            switch (word) {
                case "--runs" -> runs = Integer.parseInt(value);
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--warm-up" -> warmUp = Integer.parseInt(value);
                case "--output" -> output = Path.of(value);
                case "--profile" -> profile = true;
                default -> {
                    List<Scenario> named = Scenarios.named(word);
                    if (named.isEmpty()) {
                        return new Wrong("there is no scenario or option " + word);
                    }
                    scenarios.addAll(named);
                }
            }
        }
        return new Run(scenarios.isEmpty() ? Scenarios.named("headline") : List.copyOf(scenarios),
                new Plan(runs, Duration.ofSeconds(seconds), Duration.ofSeconds(warmUp), profile), output);
    }
}
