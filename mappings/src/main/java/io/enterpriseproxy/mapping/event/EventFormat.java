package io.enterpriseproxy.mapping.event;

import org.jspecify.annotations.Nullable;

/** How the bytes of an event are read. Stateless and thread-safe. */
public interface EventFormat {
    /** JSON (RFC 8259), in UTF-8. */
    static EventFormat json(EventLimits limits) {
        return new JsonFormat(limits);
    }

    /**
     * XML. The root element is the event's only field; attributes are fields that start with {@code @}, repeated
     * elements are a list, text beside attributes is {@code #text}; names are without their prefix.
     */
    static EventFormat xml(EventLimits limits) {
        return new XmlFormat(limits);
    }

    /** CSV (RFC 4180) with a header line, which names the fields. One event is the header and one row. */
    static EventFormat csv(CsvSettings settings, EventLimits limits) {
        return new CsvFormat(settings, limits);
    }

    /** The word in mapping files: {@code json}, {@code xml}, {@code csv}. */
    String name();

    /**
     * Reads one event.
     *
     * @return plain values: Map, List, String, Boolean, BigInteger, BigDecimal, null; numbers exact
     */
    ReadOutcome read(byte[] body);

    /**
     * Takes apart what holds many events.
     *
     * @param most events; a body with more is refused before they are held
     * @return the bytes of each, in order, readable by {@link #read}; the body itself if the format has no batches
     */
    SplitOutcome split(byte[] body, int most);

    /** Reads canonical JSON of our own making, such as a stored event. */
    static @Nullable Object readStored(String json) {
        return JsonFormat.readTrusted(json);
    }
}
