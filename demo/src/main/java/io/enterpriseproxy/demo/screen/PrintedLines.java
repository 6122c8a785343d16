package io.enterpriseproxy.demo.screen;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Takes what libraries print, line by line, into the log, so that it does not disturb the terminal. */
public final class PrintedLines extends OutputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** A stream for {@link System#setOut}. */
    public static PrintStream stream() {
        return new PrintStream(new PrintedLines(), true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        if (b != '\n') {
            line.write(b);
            return;
        }
        // Not in a field: the log's file is known only after the workspace is.
        Logger log = LoggerFactory.getLogger("printed");
        log.info("{}", line.toString(StandardCharsets.UTF_8));
        line.reset();
    }
}
