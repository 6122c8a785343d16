package io.enterpriseproxy.server.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Lists of values in SQL, in chunks of few sizes so that the database can keep the prepared statements. */
final class SqlLists {
    /** Values of the largest chunk. */
    static final int LARGEST = 512;
    private static final int[] SIZES = {1, 8, 64, LARGEST};

    private SqlLists() {}

    /** Asks for all values in chunks; a chunk is filled up by repeating its last value. */
    static <V, R> List<R> inChunks(List<V> values, Function<List<V>, List<R>> query) {
        List<R> found = new ArrayList<>();
        for (int from = 0; from < values.size();) {
            int left = values.size() - from;
            int size = LARGEST;
            for (int i = SIZES.length - 1; i >= 0 && SIZES[i] >= left; i--) {
                size = SIZES[i];
            }
            List<V> chunk = new ArrayList<>(values.subList(from, Math.min(values.size(), from + size)));
            chunk.addAll(Collections.nCopies(size - chunk.size(), values.getLast()));
            found.addAll(query.apply(chunk));
            from += size;
        }
        return found;
    }

    /** {@code ?, ?, ?} */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
