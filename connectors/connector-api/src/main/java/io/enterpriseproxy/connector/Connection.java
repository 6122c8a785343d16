package io.enterpriseproxy.connector;

import java.util.Optional;

/** A named connection to one enterprise system, shared by all sources and targets that name it. Thread-safe. */
public interface Connection extends AutoCloseable {
    /**
     * Prepares a source. It takes no event before {@link SourceRoute#start()}.
     *
     * @param mapping the mapping that the events are for; also the id of the Camel route
     * @param settings an instance of {@link ConnectorKind#sourceSettings()}
     */
    SourceRoute openSource(String mapping, Record settings, Intake intake);

    /**
     * Prepares a target.
     *
     * @param settings an instance of {@link ConnectorKind#targetSettings()}
     */
    ResultSink openTarget(Record settings);

    /** What keeps this connection from working right now, in a plain sentence without secrets; empty if it works. */
    Optional<String> trouble();

    @Override
    void close();
}
