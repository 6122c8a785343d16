package io.enterpriseproxy.connector;

import java.util.List;

/** Settings of a source or target of which only the connection tells whether they are right. */
public interface ConnectionBound {
    /**
     * What does not fit the connection; empty if all does. Opens nothing, so that it can be told before anything starts.
     *
     * @param connection an instance of {@link ConnectorKind#connectionSettings()}
     */
    List<Misfit> misfits(Record connection);

    /**
     * A setting that does not fit.
     *
     * @param setting its key below these settings, such as {@code pollers} or {@code outbox.select}
     * @param message what was found, and what was expected
     */
    record Misfit(String setting, String message) {}
}
