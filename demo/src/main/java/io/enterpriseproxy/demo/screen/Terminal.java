package io.enterpriseproxy.demo.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lines for people, and one line at the bottom that changes in place where the output allows it. Thread-safe. */
public final class Terminal implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintStream out;
    private final boolean changesLines;
    private String bottom = "";
    private boolean closed;

    /** @param changesLines whether the output takes ANSI sequences */
    public Terminal(PrintStream out, boolean changesLines) {
        this.out = out;
        this.changesLines = changesLines;
    }

    /** The standard output of this process. */
    public static Terminal ofProcess() {
        return new Terminal(System.out, isTerminal());
    }

    /** Prints a line; the bottom line stays below it. */
    public synchronized void line(String text) {
        if (closed) {
            return;
        }
        if (!bottom.isEmpty()) {
            out.print(CLEAR_LINE);
        }
        out.println(text);
        out.print(bottom);
        out.flush();
    }

    /** Replaces the bottom line; an empty one takes it away. Nothing is shown if the output is no terminal. */
    public synchronized void bottom(String text) {
        if (changesLines && !closed && !text.equals(bottom)) {
            out.print(CLEAR_LINE + text);
            out.flush();
            bottom = text;
        }
    }

    /** Shows that something is being done, does it, and shows what came of it on the same line. */
    public <T> T step(String doing, Supplier<T> work, Function<T, String> result) {
        print(doing + " … ");
        boolean done = false;
        try {
            T value = work.get();
            print("ok (" + result.apply(value) + ")\n");
            done = true;
            return value;
        } finally {
            if (!done) {
                print("failed\n");
            }
        }
    }

    private synchronized void print(String text) {
        if (!closed) {
            out.print(text);
            out.flush();
        }
    }

    /** Shows nothing more. */
    @Override
    public synchronized void close() {
        if (!bottom.isEmpty()) {
            out.println();
        }
        closed = true;
    }

    // Before Java 25 a System.console() is there even if the output goes to a file.
    private static boolean isTerminal() {
        try {
            return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
