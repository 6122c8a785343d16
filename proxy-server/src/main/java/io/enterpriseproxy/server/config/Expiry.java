package io.enterpriseproxy.server.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** When something ends. */
public final class Expiry {
    private final Instant at;

    /** @param at from this moment on it does not hold any more */
    Expiry(Instant at) {
        this.at = at;
    }

    /**
     * A day, such as 2027-01-31, at whose end in UTC it is over; or a moment, such as 2027-01-31T18:00:00Z.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Expiry parse(String text) {
        try {
            return new Expiry(text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("found " + text
                    + "; expected a day such as 2027-01-31 or a moment such as 2027-01-31T18:00:00Z", e);
        }
    }

    /** From this moment on it is over. */
    public Instant at() {
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expiry expiry && at.equals(expiry.at);
    }

    @Override
    public int hashCode() {
        return at.hashCode();
    }

    @Override
    public String toString() {
        return at.toString();
    }
}
