package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.ledger.CostGroup;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which costs are asked for.
 *
 * @param from the first day (UTC) on which the calls ended; 30 days before the last if absent
 * @param to the last day, at most 366 days from the first on; today if absent
 * @param by what to split by: day, mapping, client, payer, with commas between; all if absent
 */
record CostSearch(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String by) {
    private static final int MOST_DAYS = 366;
    private static final int DAYS = 30;

    /** The same with all that was absent. */
    record Checked(LocalDate from, LocalDate to, Set<CostGroup> groups) {}

    /** @throws RequestRefusedException if a part is malformed, or the time is too long */
    Checked checked(LocalDate today) {
        LocalDate last = to == null ? today : to;
        LocalDate first = from == null ? last.minusDays(DAYS) : from;
        if (first.isAfter(last) || !first.plusDays(MOST_DAYS).isAfter(last)) {
            throw refused("from", first.toString(),
                    "a day that is at most " + (MOST_DAYS - 1) + " days before " + last);
        }
        return new Checked(first, last, groups());
    }

    private Set<CostGroup> groups() {
        if (by == null) {
            return EnumSet.allOf(CostGroup.class);
        }
        Set<CostGroup> groups = EnumSet.noneOf(CostGroup.class);
        for (String word : by.isEmpty() ? List.<String>of() : List.of(by.split(",", -1))) {
            groups.add(Arrays.stream(CostGroup.values()).filter(group -> word(group).equals(word)).findFirst()
                    .orElseThrow(() -> refused("by", by, "some of " + Arrays.stream(CostGroup.values())
                            .map(CostSearch::word).collect(Collectors.joining(",")))));
        }
        return groups;
    }

    private static String word(CostGroup group) {
        return group.name().toLowerCase(Locale.ROOT);
    }

    private static RequestRefusedException refused(String parameter, String found, String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "the parameter " + parameter + " cannot be used", parameter, found, expected));
    }
}
