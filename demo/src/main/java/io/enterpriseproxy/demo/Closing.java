package io.enterpriseproxy.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be ended in the opposite order, once: at the end of the demo, or by a signal in its middle. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /**
     * Takes a part over.
     *
     * @throws IllegalStateException if all is ended already; then the part is ended too
     */
    synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            end(part);
            throw new IllegalStateException("The demo is being ended.");
        }
        started.push(part);
        return part;
    }

    /** Ends every part, also after one that does not end cleanly. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            end(started.pop());
        }
    }

    private static void end(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // Made here, not in a field: the log's file is known only after the workspace is.
            Logger log = LoggerFactory.getLogger(Closing.class);
            log.atWarn().setCause(e).log("{} did not end cleanly", part.getClass().getSimpleName());
        }
    }
}
