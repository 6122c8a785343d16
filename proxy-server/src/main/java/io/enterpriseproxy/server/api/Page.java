package io.enterpriseproxy.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next what to send as {@code cursor} for the part that follows; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, @Nullable String next) {

    /** All there is. */
    static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * The first {@code limit} of what was found.
     *
     * @param found one more than the limit, if there is more
     * @param position of an item; the next part starts behind it
     */
    static <F, T> Page<T> of(List<F> found, int limit, Function<F, Long> position, Function<F, T> body) {
        List<F> shown = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(shown.stream().map(body).toList(),
                found.size() > limit ? Cursor.write(position.apply(shown.getLast())) : null);
    }
}
