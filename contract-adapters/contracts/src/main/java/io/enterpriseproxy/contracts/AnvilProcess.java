package io.enterpriseproxy.contracts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** anvil as a child of this JVM, which takes it down when it ends, however it ends. */
final class AnvilProcess {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final int port;
    private final List<DevAccount> accounts;

    private AnvilProcess(Process process, int port, List<DevAccount> accounts) {
        this.process = process;
        this.port = port;
        this.accounts = accounts;
    }

    static AnvilProcess start(Path program, DevChainOptions options) {
        try {
            if (options.stateDirectory().isPresent()) {
                Files.createDirectories(options.stateDirectory().get());
            }
            Path accountsFile = Files.createTempFile("dev-chain-accounts", ".json");
            try {
                return start(AnvilCommand.of(program, options, accountsFile), options.port(), accountsFile);
            } finally {
                Files.delete(accountsFile);
            }
        } catch (IOException e) {
            throw new DevChainException("anvil cannot be started as " + program + ": " + e.getMessage(), e);
        }
    }

    private static AnvilProcess start(List<String> command, int port, Path accountsFile) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        dieWithUs(process);
        // A hook outlives close(); stopping what has ended does nothing.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(process)));
        try {
            int listening = new AnvilOutput(process.inputReader(), port).awaitPort(START_PATIENCE);
            return new AnvilProcess(process, listening, readAccounts(accountsFile));
        } catch (DevChainException | JacksonException e) {
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

    private static List<DevAccount> readAccounts(Path file) {
        JsonNode json = JsonMapper.shared().readTree(file);
        JsonNode addresses = json.required("available_accounts");
        JsonNode keys = json.required("private_keys");
        return IntStream.range(0, addresses.size())
                .mapToObj(i -> new DevAccount(addresses.get(i).stringValue(), keys.get(i).stringValue())).toList();
    }

    int port() {
        return port;
    }

    List<DevAccount> accounts() {
        return accounts;
    }

    /** Waits until anvil ends, and returns its exit status. */
    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks anvil to end, which writes the state; kills it if it does not. */
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
