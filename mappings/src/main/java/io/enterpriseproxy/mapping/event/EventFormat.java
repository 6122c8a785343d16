package io.enterpriseproxy.mapping.event;

/** How the bytes of an event are read. Stateless and thread-safe. */
public interface EventFormat {
    /**
     * Reads one event.
     *
     * @return plain values: Map, List, String, Boolean, BigInteger, BigDecimal, null; numbers exact
     */
    ReadOutcome read(byte[] body);

    /**
     * Takes apart what holds many events.
     *
     * @return the bytes of each, in order, readable by {@link #read}; the body itself if it is one event
     */
    SplitOutcome split(byte[] body);
}
