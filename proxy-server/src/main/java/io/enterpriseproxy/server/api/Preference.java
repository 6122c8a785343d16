package io.enterpriseproxy.server.api;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a caller prefers (RFC 7240): {@code Prefer: wait=SECONDS}. Unknown preferences are left alone, as the RFC asks. */
final class Preference {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,9})\"?",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_SECONDS = 60;

    private Preference() {}

    /** How long the caller would wait, at most a minute; zero if it does not say. */
    static Duration wait(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find()
                ? Duration.ofSeconds(Math.min(LONGEST_SECONDS, Integer.parseInt(wait.group(1))))
                : Duration.ZERO;
    }
}
