package io.enterpriseproxy.mapping.expression;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Refuses what JSONata's comparisons get wrong: they compare numbers in floating point, where two that differ behind the
 * fifteenth digit may be the same. Follows one evaluation node by node: what makes true or false of just two numbers below
 * it is a comparison. Not thread-safe.
 */
final class Comparisons {
    private static final int USUAL_DEPTH = 32;

    /** By depth: how many results there are below the node that is being evaluated, and the last two of them. */
    private int[] counts = new int[USUAL_DEPTH];
    private @Nullable Object[] before = new @Nullable Object[USUAL_DEPTH];
    private @Nullable Object[] last = new @Nullable Object[USUAL_DEPTH];
    private int depth;

    void enter() {
        depth++;
        if (depth == counts.length) {
            counts = Arrays.copyOf(counts, 2 * depth);
            before = Arrays.copyOf(before, 2 * depth);
            last = Arrays.copyOf(last, 2 * depth);
        }
        counts[depth] = 0;
    }

    /** @throws ExpressionFailure if the node compared two numbers that only floating point takes for one */
    void leave(@Nullable Object result) {
        if (result instanceof Boolean && counts[depth] == 2 && single(before[depth]) instanceof Number left) {
            refuseAlike(left, last[depth]);
        }
        depth--;
        counts[depth]++;
        before[depth] = last[depth];
        last[depth] = result;
    }

    private static void refuseAlike(Number left, @Nullable Object right) {
        if (right instanceof List<?> items) {
            items.stream().filter(Number.class::isInstance).forEach(item -> refuseAlike(left, (Number) item));
        } else if (right instanceof Number number) {
            refuseAlike(left, number);
        }
    }

    private static void refuseAlike(Number left, Number right) {
        if (left.doubleValue() == right.doubleValue() && exact(left).compareTo(exact(right)) != 0) {
            throw ExpressionFailure.alike(left, right);
        }
    }

    private static BigDecimal exact(Number number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger whole -> new BigDecimal(whole);
            case Integer small -> BigDecimal.valueOf(small);
            case Long large -> BigDecimal.valueOf(large);
            default -> BigDecimal.valueOf(number.doubleValue());
        };
    }

    /** A path gives a list of one where it means the one. */
    private static @Nullable Object single(@Nullable Object value) {
        return value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value;
    }
}
