package io.enterpriseproxy.mapping.expression;

import java.time.Duration;

/**
 * What all expressions of one event may use together.
 *
 * @param steps evaluated nodes, plus a share of every value built and every character a pattern looks at
 * @param depth nested evaluations
 * @param time a backstop; steps end first, since the same event must be answered the same on a busy machine
 * @param textLength characters of one text
 * @param items items of one list or object
 * @param size characters and values of one result, written out
 */
public record ExpressionLimits(long steps, int depth, Duration time, int textLength, int items, long size) {
    public static final ExpressionLimits DEFAULT = new ExpressionLimits(500_000, 300, Duration.ofSeconds(2), 2_000_000,
            100_000, 16_000_000);
}
