package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Utils.RangeList;
import org.jspecify.annotations.Nullable;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of the {@link ExpressionLimits} while the expressions of one event are evaluated, one after the other.
 * Not thread-safe: one per event.
 */
public final class Budget {
    private static final int STEPS_BETWEEN_CLOCK_READS = 512;
    private static final int SIZE_OF_A_VALUE = 4;
    private static final int VALUES_PER_STEP = 16;
    private static final int CHARACTERS_PER_STEP = 256;
    private static final int WORTH_REMEMBERING = 400;
    private static final int DEEPEST_VALUE = 250;

    private final ExpressionLimits limits;
    private final long deadline;
    /** Size of every larger list and object seen: a value shared many times is counted often but walked once. */
    private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
    private long steps;
    private long nextClockRead = STEPS_BETWEEN_CLOCK_READS;
    private int depth;

    public Budget(ExpressionLimits limits) {
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.time().toNanos();
    }

    void enter() {
        if (++depth > limits.depth()) {
            throw ExpressionFailure.outOfBounds("the expression is nested deeper than " + limits.depth());
        }
        charge(1);
    }

    void leave() {
        depth--;
    }

    /** For the next expression, whatever the last one left behind when it failed. */
    void restart() {
        depth = 0;
    }

    void charge(long more) {
        steps += more;
        if (steps > limits.steps()) {
            throw ExpressionFailure.outOfBounds("the expressions take more than " + limits.steps() + " steps");
        }
        if (steps >= nextClockRead) {
            nextClockRead = steps + STEPS_BETWEEN_CLOCK_READS;
            if (System.nanoTime() > deadline) {
                throw ExpressionFailure
                        .outOfBounds("the expressions take more than " + limits.time().toMillis() + " ms");
            }
        }
    }

    /** Refuses a value that is too large, written out. */
    void weigh(@Nullable Object value) {
        if (value instanceof String || value instanceof List<?> || value instanceof Map<?, ?>) {
            refuseLong(size(value, 0));
        }
    }

    void refuseLongText(long characters) {
        if (characters > limits.textLength()) {
            throw ExpressionFailure.outOfBounds("a text is longer than " + limits.textLength() + " characters");
        }
    }

    private void refuseLong(long size) {
        if (size > limits.size()) {
            throw ExpressionFailure.outOfBounds("a value is larger than " + limits.size() + " characters");
        }
    }

    private long size(@Nullable Object value, int level) {
        return switch (value) {
            case String text -> {
                refuseLongText(text.length());
                charge(text.length() / CHARACTERS_PER_STEP);
                yield SIZE_OF_A_VALUE + text.length();
            }
            case RangeList range -> items(range.size());
            case List<?> list -> known(list, level, list.size());
            case Map<?, ?> map -> known(map, level, map.size());
            case null, default -> SIZE_OF_A_VALUE;
        };
    }

    private long items(int count) {
        if (count > limits.items()) {
            throw ExpressionFailure.outOfBounds("a list or object has more than " + limits.items() + " items");
        }
        charge(count / VALUES_PER_STEP);
        return (long) SIZE_OF_A_VALUE * (count + 1L);
    }

    private long known(Object container, int level, int count) {
        Long seen = sizes.get(container);
        if (seen != null) {
            return seen;
        }
        if (level > DEEPEST_VALUE) {
            throw ExpressionFailure.outOfBounds("a value is nested deeper than " + DEEPEST_VALUE);
        }
        long size = items(count);
        if (container instanceof List<?> list) {
            for (Object item : list) {
                size += size(item, level + 1);
            }
        } else if (container instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += size(entry.getKey(), level + 1) + size(entry.getValue(), level + 1);
            }
        }
        refuseLong(size);
        if (size >= WORTH_REMEMBERING) {
            sizes.put(container, size);
        }
        return size;
    }
}
