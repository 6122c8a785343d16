package io.enterpriseproxy.server;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code ./ep keys}, run in this JVM.
 *
 * @param output both streams
 */
public record KeysCommand(int status, String output) {
    public static KeysCommand run(String... words) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        int status;
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            status = new KeysMain(stream, stream).run(words);
        }
        return new KeysCommand(status, output.toString(StandardCharsets.UTF_8));
    }
}
