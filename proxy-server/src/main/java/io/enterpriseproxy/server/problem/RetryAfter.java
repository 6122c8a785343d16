package io.enterpriseproxy.server.problem;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.OptionalLong;

/** When a caller should come back: whoever is refused for now, by 429 or 503, is always told. */
final class RetryAfter {
    private static final Duration USUAL = Duration.ofSeconds(5);

    private RetryAfter() {}

    /** @param known what the refusal says itself; null if it does not */
    static OptionalLong seconds(int status, @Nullable Duration known) {
        if (known == null && status != 429 && status != 503) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.max(1, (known == null ? USUAL : known).toSeconds()));
    }
}
