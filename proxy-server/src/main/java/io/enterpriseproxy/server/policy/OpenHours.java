package io.enterpriseproxy.server.policy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/** Days and times at which something is allowed. Over midnight, the day on which it begins counts. */
final class OpenHours {
    private static final String END_OF_DAY = "24:00";
    private static final int SECONDS_OF_DAY = 86_400;

    private final PolicyDocument.Hours hours;
    private final Set<DayOfWeek> days;
    private final int from;
    private final int to;
    private final ZoneId zone;

    /** @throws IllegalArgumentException if a time or the zone is none */
    OpenHours(PolicyDocument.Hours hours) {
        this.hours = hours;
        this.days = Set.copyOf(hours.days());
        try {
            this.from = LocalTime.parse(hours.from()).toSecondOfDay();
            this.to = hours.to().equals(END_OF_DAY) ? SECONDS_OF_DAY : LocalTime.parse(hours.to()).toSecondOfDay();
            this.zone = ZoneId.of(hours.zone());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("found hours from " + hours.from() + " to " + hours.to() + " in "
                    + hours.zone() + "; expected times such as 08:00 and a zone such as Europe/Berlin", e);
        }
    }

    boolean include(Instant at) {
        ZonedDateTime there = at.atZone(zone);
        int second = there.toLocalTime().toSecondOfDay();
        if (from < to) {
            return days.contains(there.getDayOfWeek()) && second >= from && second < to;
        }
        return second >= from
                ? days.contains(there.getDayOfWeek())
                : second < to && days.contains(there.getDayOfWeek().minus(1));
    }

    @Override
    public String toString() {
        return hours.from() + " to " + hours.to() + " in " + hours.zone() + " on " + hours.days();
    }
}
