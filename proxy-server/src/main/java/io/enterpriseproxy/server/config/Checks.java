package io.enterpriseproxy.server.config;

import java.time.Duration;

/** What compact constructors refuse, in one form of words. */
final class Checks {
    private Checks() {}

    static void atLeast(String key, long found, long least) {
        if (found < least) {
            throw new IllegalArgumentException("found " + key + " " + found + "; expected at least " + least);
        }
    }

    static void positive(String key, Duration found) {
        if (found.isZero() || found.isNegative()) {
            throw new IllegalArgumentException("found " + key + " " + found + "; expected more than nothing");
        }
    }

    static void port(String key, int found) {
        if (found < 0 || found > 65_535) {
            throw new IllegalArgumentException("found " + key + " " + found + "; expected a port from 0 to 65535");
        }
    }
}
