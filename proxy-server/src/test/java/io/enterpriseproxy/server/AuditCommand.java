package io.enterpriseproxy.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ./ep audit}, run in this JVM.
 *
 * @param output both streams
 */
public record AuditCommand(int status, String output) {
    public static AuditCommand run(String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status;
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            status = new AuditMain(stream, stream).run(words);
        }
        return new AuditCommand(status, output.toString(StandardCharsets.UTF_8));
    }

    /** The same in a JVM of its own, as people do it. */
    public static AuditCommand runApart(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), AuditMain.class.getName()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new AuditCommand(process.waitFor(), output);
    }

    public List<String> lines() {
        return output.lines().toList();
    }
}
