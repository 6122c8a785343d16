package io.enterpriseproxy.bench.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that says {@code ready on port N} in its log when it can be used. It ends with this JVM at the latest. */
public final class ChildProcess implements Part {
    /** System property that names the logging's configuration, and the one that only warns. */
    public static final String LOGGING = "logback.configurationFile";
    /** See {@link #LOGGING}. */
    public static final String QUIET = "bench-logback.xml";

    private static final String SERVER_CLASS_PATH = "EP_SERVER_CLASS_PATH";
    private static final Pattern READY = Pattern.compile("ready on port (\\d+)");
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);

    private final String name;
    private final Process process;
    private final Path log;
    private final int port;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.port = awaitPort();
    }

    /** Starts a main class of this program's class path in a JVM of its own. */
    public static ChildProcess java(String name, Path directory, List<String> options, Class<?> main, String... words) {
        List<String> quiet = new ArrayList<>(options);
        quiet.add("-D" + LOGGING + "=" + QUIET);
        return java(name, directory, quiet, System.getProperty("java.class.path"), main.getName(), words);
    }

    /** Starts the server as the launcher does: its class path is the launcher's word, the JVM's options are the same. */
    public static ChildProcess server(String name, Path directory, List<String> options, String... words) {
        String classPath = System.getenv(SERVER_CLASS_PATH);
        if (classPath == null) {
            throw new IllegalStateException(SERVER_CLASS_PATH + " is not set; start the benchmark by ./ep bench");
        }
        return java(name, directory, options, classPath, "io.enterpriseproxy.server.EnterpriseProxy", words);
    }

    private static ChildProcess java(String name, Path directory, List<String> options, String classPath, String main,
            String... words) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dio.netty.noUnsafe=false"));
        if (Runtime.version().feature() >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(words));
        return start(name, directory, command);
    }

    private static ChildProcess start(String name, Path directory, List<String> command) {
        Path log = directory.resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(process)));
            return new ChildProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int awaitPort() {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        try {
            while (System.nanoTime() < end) {
                Matcher ready = READY.matcher(Files.readString(log));
                if (ready.find()) {
                    return Integer.parseInt(Objects.requireNonNull(ready.group(1)));
                }
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(name + " ended with status " + process.exitValue() + "; its log is "
                            + log);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException(name + " was not ready within " + START_PATIENCE + "; its log is " + log);
    }

    /** Where it listens on the loopback interface. */
    public int port() {
        return port;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration cpu() {
        return CpuClock.ofTree(process.pid());
    }

    @Override
    public void close() {
        stop(process);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
