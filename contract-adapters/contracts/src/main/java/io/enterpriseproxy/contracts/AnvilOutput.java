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
 * Reads what anvil prints: the port that it listens on, or why it does not. The rest is read and dropped, so that anvil
 * never waits for a reader.
 */
final class AnvilOutput {
    private static final Pattern LISTENING = Pattern.compile("Listening on .*:(\\d+)");
    private static final Pattern PORT_TAKEN = Pattern.compile("in use|os error (98|48|10048)");

    private final CompletableFuture<Start> start = new CompletableFuture<>();
    private final int wantedPort;

    AnvilOutput(BufferedReader lines, int wantedPort) {
        this.wantedPort = wantedPort;
        Thread.ofVirtual().name("anvil-output").start(() -> read(lines));
    }

    /** Waits until anvil listens, and returns its port. */
    int awaitPort(Duration patience) {
        try {
            return switch (start.get(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                case Listening listening -> listening.port();
                case Failed failed -> throw new DevChainException(failed.reason());
            };
        } catch (TimeoutException e) {
            throw new DevChainException("anvil did not listen within " + patience.toSeconds() + " seconds.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading what anvil prints ended by a fault", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevChainException("Interrupted while waiting for anvil.", e);
        }
    }

    private void read(BufferedReader lines) {
        List<String> errors = new ArrayList<>();
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher listening = LISTENING.matcher(line);
                if (listening.find()) {
                    start.complete(new Listening(Integer.parseInt(listening.group(1))));
                } else if (line.startsWith("Error") && !start.isDone()) {
                    errors.add(line);
                }
            }
            start.complete(failure(String.join(" ", errors)));
        } catch (IOException e) {
            // Also the way in which a pipe ends when the process is stopped; only a start that still waits is told.
            start.complete(new Failed("What anvil prints cannot be read: " + e.getMessage()));
        }
    }

    private Failed failure(String errors) {
        if (PORT_TAKEN.matcher(errors).find()) {
            return new Failed("Port " + wantedPort
                    + " is taken by another program: choose another port, or 0 for any free one.");
        }
        return new Failed("anvil ended before it listened. It said: " + (errors.isEmpty() ? "nothing." : errors));
    }

    private sealed interface Start {}

    private record Listening(int port) implements Start {}

    private record Failed(String reason) implements Start {}
}
