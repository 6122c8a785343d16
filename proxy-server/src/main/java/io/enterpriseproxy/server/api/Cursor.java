package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: opaque to clients. */
final class Cursor {
    private static final int RADIX = 36;

    private Cursor() {}

    static String write(long position) {
        return Long.toString(position, RADIX);
    }

    /** Null where there is no cursor. */
    static @Nullable Long read(@Nullable String cursor) {
        return cursor == null ? null : position(cursor);
    }

    private static long position(String cursor) {
        try {
            long position = Long.parseLong(cursor, RADIX);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // No number at all: refused below like one that no list has.
        }
        throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "the cursor is none of ours",
                "cursor", cursor, "the next of an earlier answer"));
    }
}
