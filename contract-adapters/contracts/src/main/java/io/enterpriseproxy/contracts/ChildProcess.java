package io.enterpriseproxy.contracts;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program that listens on a port, as a child of this JVM, which takes it down when it ends, however it ends. */
final class ChildProcess {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private ChildProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param name for people
     * @param wantedPort 0: any
     */
    static ChildProcess start(String name, List<String> command, int wantedPort) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        dieWithUs(process);
        // A hook outlives stop(); stopping what has ended does nothing.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(process)));
        try {
            return new ChildProcess(process,
                    new ChildOutput(name, process.inputReader(), wantedPort).awaitPort(START_PATIENCE));
        } catch (DevChainException e) {
            stop(process);
            throw e;
        }
    }

    /** A shell holds the other end of a pipe, which the system closes when this JVM ends, also by SIGKILL. */
    private static void dieWithUs(Process process) throws IOException {
        Process watcher = new ProcessBuilder("sh", "-c", "read -r nothing; kill \"$1\"", "sh",
                Long.toString(process.pid())).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        CompletableFuture<Void> unused = process.onExit().thenRun(watcher::destroy);
    }

    int port() {
        return port;
    }

    /** Waits until it ends, and returns its exit status. */
    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to end; kills it if it does not. */
    void stop() {
        stop(process);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
