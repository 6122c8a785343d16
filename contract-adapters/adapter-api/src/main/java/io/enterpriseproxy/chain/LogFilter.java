package io.enterpriseproxy.chain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which logs are meant: those of these contracts whose topics are, place by place, among those named.
 *
 * @param addresses at least one
 * @param topics by their place, 0x and 64 lower-case digits; an empty set takes any
 */
public record LogFilter(Set<Address> addresses, List<Set<String>> topics) {
    public LogFilter {
        addresses = Set.copyOf(addresses);
        int last = topics.size();
        while (last > 0 && topics.get(last - 1).isEmpty()) {
            last--;
        }
        topics = topics.subList(0, last).stream().map(Set::copyOf).toList();
    }

    /** Whether it lets a log through. */
    public boolean takes(Log log) {
        if (!addresses.contains(log.address()) || log.topics().size() < topics.size()) {
            return false;
        }
        for (int i = 0; i < topics.size(); i++) {
            Set<String> any = topics.get(i);
            if (!any.isEmpty() && !any.contains(log.topics().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Lets through at least what any of the two does: all addresses, and of the topics the first only. */
    public LogFilter or(LogFilter other) {
        Set<Address> all = new LinkedHashSet<>(addresses);
        all.addAll(other.addresses);
        return new LogFilter(all, List.of(union(first(topics), first(other.topics))));
    }

    private static Set<String> first(List<Set<String>> topics) {
        return topics.isEmpty() ? Set.of() : topics.getFirst();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return one.isEmpty() || other.isEmpty()
                ? Set.of()
                : Set.copyOf(Stream.concat(one.stream(), other.stream()).toList());
    }
}
