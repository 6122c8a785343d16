package io.enterpriseproxy.server.docs;

import org.awaitility.Awaitility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bash that a reader of the documentation types into. */
final class Terminal implements AutoCloseable {
    private static final Pattern END = Pattern.compile("(.*)<<<end (\\d+)>>>");

    private final Process process;
    private final Path directory;

    private Terminal(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** One that commands are typed into, one block after the other. */
    static Terminal open(Path directory) {
        return start(directory, new ProcessBuilder("bash").redirectErrorStream(true));
    }

    /** One whose last command stays up; the process is that command. */
    static Terminal stayingUp(Path directory, String commands, Path output) {
        String[] lines = commands.strip().split("\n");
        lines[lines.length - 1] = "exec " + lines[lines.length - 1];
        return start(directory, new ProcessBuilder("bash", "-c", String.join("\n", lines)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())));
    }

    private static Terminal start(Path directory, ProcessBuilder builder) {
        try {
            return new Terminal(builder.directory(directory.toFile()).start(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Types a block, and waits for its end.
     *
     * @return what was printed
     * @throws AssertionError if the last command fails
     */
    String type(String block) {
        try {
            Path script = Files.writeString(Files.createTempFile(directory, "block", ".sh"), block);
            process.outputWriter().write("source " + script + "; echo \"<<<end $?>>>\"\n");
            process.outputWriter().flush();
            return read(block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String block) throws IOException {
        StringBuilder printed = new StringBuilder();
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Matcher end = END.matcher(line);
            if (!end.matches()) {
                printed.append(line).append('\n');
                continue;
            }
            printed.append(end.group(1));
            if (!end.group(2).equals("0")) {
                throw new AssertionError("ended with " + end.group(2) + ": " + block + "\n" + printed);
            }
            return printed.toString();
        }
        throw new AssertionError("the shell has ended: " + block + "\n" + printed);
    }

    boolean isUp() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and its end. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> process.waitFor(100, TimeUnit.MILLISECONDS));
    }
}
