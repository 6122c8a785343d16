package io.enterpriseproxy.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be ended in the opposite order, once. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
        started.push(part);
        return part;
    }

    /** Ends every part, also after one that does not end cleanly. */
    @Override
    public synchronized void close() {
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                // Made here, not in a field: the log's file is known only after the workspace is.
                Logger log = LoggerFactory.getLogger(Closing.class);
                log.atWarn().setCause(e).log("{} did not end cleanly", part.getClass().getSimpleName());
            }
        }
    }
}
