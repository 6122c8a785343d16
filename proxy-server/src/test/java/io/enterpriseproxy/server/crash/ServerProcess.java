package io.enterpriseproxy.server.crash;

import io.enterpriseproxy.server.EnterpriseProxy;
import io.enterpriseproxy.server.ProxyUnderTest;
import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A server in a process of its own, that can be killed. */
public final class ServerProcess implements AutoCloseable, Load.Receiver {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one and waits until it is ready. Its output is added to {@code server.log} in the directory. */
    static ServerProcess start(Path directory, int port) {
        ServerProcess server = launch(directory, port, List.of());
        if (!server.awaitReady()) {
            throw new IllegalStateException("the server ended with " + server.process.exitValue()
                    + "; see its server.log");
        }
        return server;
    }

    /** Starts one and does not wait for it. */
    public static ServerProcess launch(Path directory, int port, List<String> jvmArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(jvmArguments);
        if (!jvmArguments.contains("-cp")) {
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        }
        command.addAll(List.of(
                EnterpriseProxy.class.getName(), "--config", directory.resolve("enterprise-proxy.yaml").toString(),
                "--mappings", directory.resolve("mappings").toString(), "--port", String.valueOf(port)));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("server.log").toFile())).start();
            return new ServerProcess(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** False if it ended instead. */
    public boolean awaitReady() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || isReady());
        return process.isAlive();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it ended with, within this time. */
    int awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the server has not ended within " + atMost);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a signal, such as STOP. */
    void signal(String name) throws IOException, InterruptedException {
        run("kill", "-" + name, String.valueOf(process.pid()));
    }

    /** No file can grow beyond this many bytes any more, if it still lives: writes fail as on a disk that is full. */
    void limitFiles(String bytes) throws IOException, InterruptedException {
        try {
            run("prlimit", "--pid", String.valueOf(process.pid()), "--fsize=" + bytes + ":");
        } catch (IllegalStateException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + status);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri("/actuator/health/readiness")).timeout(LONGEST_ANSWER).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** As a caller. */
    @Override
    public HttpResponse<String> postBatch(String mapping, String events) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri("/api/v1/calls/" + mapping + "/batch"))
                .header("Authorization", "Bearer " + ProxyUnderTest.CALLER).header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(events)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Where the threads are whose names begin so, also virtual ones. */
    String threads(String name) {
        try {
            Path dump = Files.createTempFile("threads", ".txt");
            run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(process.pid()),
                    "Thread.dump_to_file", "-overwrite", dump.toString());
            String threads = Arrays.stream(Files.readString(dump).split("\n\n", -1))
                    .filter(thread -> thread.lines().findFirst().orElse("").contains("\"" + name))
                    .collect(Collectors.joining("\n"));
            Files.delete(dump);
            return threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Of the process. */
    public long pid() {
        return process.pid();
    }

    /** Asks something as an admin. */
    public HttpResponse<String> act(String method, String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + ProxyUnderTest.ADMIN)
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** SIGKILL: nothing of the process gets to run any more. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM, as at a rolling restart. */
    void stop() {
        process.destroy();
        try {
            awaitEnd(LONGEST_STOP);
        } finally {
            kill();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
