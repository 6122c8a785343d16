package io.enterpriseproxy.contracts;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a child process prints: the port that it listens on, or why it does not. The rest is read and dropped, so that
 * the process never waits for a reader.
 */
final class ChildOutput {
    private static final Pattern LISTENING = Pattern.compile("Listening on .*:(\\d+)");
    private static final Pattern ERROR = Pattern.compile("^(Error|\\w*Error: )");
    private static final Pattern PORT_TAKEN = Pattern.compile("in use|EADDRINUSE|os error (98|48|10048)");

    private final CompletableFuture<Start> start = new CompletableFuture<>();
    private final String name;
    private final int wantedPort;

    ChildOutput(String name, BufferedReader lines, int wantedPort) {
        this.name = name;
        this.wantedPort = wantedPort;
        // A pipe is read by a blocking call: in a virtual thread it would hold one of the carriers, of which there may be two.
        Thread.ofPlatform().daemon().name(name + "-output").start(() -> read(lines));
    }

    /** Waits until it listens, and returns its port. */
    int awaitPort(Duration patience) {
        try {
            return switch (start.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                case Listening listening -> listening.port();
                case Failed failed -> throw new DevChainException(failed.reason());
            };
        } catch (TimeoutException e) {
            throw new DevChainException(name + " did not listen within " + patience.toSeconds() + " seconds.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading what " + name + " prints ended by a fault", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevChainException("Interrupted while waiting for " + name + ".", e);
        }
    }

    private void read(BufferedReader lines) {
        List<String> errors = new ArrayList<>();
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    start.complete(new Listening(Integer.parseInt(listening.group(1))));
                } else if (ERROR.matcher(line).find() && !start.isDone()) {
                    errors.add(line);
                }
            }
            start.complete(failure(String.join(" ", errors)));
        } catch (IOException e) {
            // Also the way in which a pipe ends when the process is stopped; only a start that still waits is told.
            start.complete(new Failed("What " + name + " prints cannot be read: " + e.getMessage()));
        }
    }

    private Failed failure(String errors) {
        if (PORT_TAKEN.matcher(errors).find()) {
            return new Failed("Port " + wantedPort
                    + " is taken by another program: choose another port, or 0 for any free one.");
        }
        return new Failed(name + " ended before it listened. It said: " + (errors.isEmpty() ? "nothing." : errors));
    }

    private sealed interface Start {}

    private record Listening(int port) implements Start {}

    private record Failed(String reason) implements Start {}
}
