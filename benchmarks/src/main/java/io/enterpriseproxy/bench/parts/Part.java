package io.enterpriseproxy.bench.parts;

import java.time.Duration;

/** A process of the measured system. */
public interface Part extends AutoCloseable {
    /** What it is called in the table: gateway, database, node, broker, load. */
    String name();

    /** CPU time that it has taken so far. */
    Duration cpu();

    /** Ends it and waits until it has ended. */
    @Override
    void close();
}
