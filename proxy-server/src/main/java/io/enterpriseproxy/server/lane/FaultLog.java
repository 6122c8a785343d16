package io.enterpriseproxy.server.lane;

import org.slf4j.Logger;

/**
 * Says once that something which is tried again and again fails, with its cause, and is quiet until it works again: an
 * outage of the database is one line per worker, not one per try. Used by one thread.
 */
public final class FaultLog {
    private final Logger log;
    private boolean failing;

    public FaultLog(Logger log) {
        this.log = log;
    }

    /** It failed. */
    public void failed(Throwable fault, String what) {
        if (failing) {
            log.atDebug().setCause(fault).log(what);
        } else {
            log.atWarn().setCause(fault).log("{}; it is tried until it works, and not said again", what);
        }
        failing = true;
    }

    /** It worked. */
    public void worked() {
        failing = false;
    }
}
