package io.enterpriseproxy.bench;

import java.io.PrintStream;
import java.time.Duration;

/** What is going on, for the one who waits: on the error stream, so that the table stands alone. */
final class Progress {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final PrintStream out;
    private long lastTold = System.nanoTime() - INTERVAL.toNanos();

    Progress(PrintStream out) {
        this.out = out;
    }

    /** What must be known. */
    void say(String line) {
        out.println(line);
    }

    /** How far it is: shown every few seconds. */
    void tell(String line) {
        if (System.nanoTime() - lastTold >= INTERVAL.toNanos()) {
            lastTold = System.nanoTime();
            out.println("  " + line);
        }
    }
}
