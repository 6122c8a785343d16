package io.enterpriseproxy.bench.load;

import java.io.IOException;

/** One connection to where events are handed in; used by one thread. */
public interface Feed extends AutoCloseable {
    /**
     * Hands in documents and returns when they are accepted, or for a broker: when the broker has stored them.
     *
     * @param from sequence number of the first
     */
    void send(long from, int count) throws IOException;

    @Override
    void close();

    /** Opens feeds of one kind. */
    interface Source {
        /** A feed for one more thread. */
        Feed open() throws IOException;

        /** How many threads make a good load. */
        int threads();

        /** How many documents go in one {@link Feed#send}. */
        int batch();
    }
}
