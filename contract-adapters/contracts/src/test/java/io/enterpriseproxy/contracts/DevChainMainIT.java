package io.enterpriseproxy.contracts;

import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

class DevChainMainIT {
    @Test
    void printsWhereItIsAndTakesTheChainDownWithIt() throws Exception {
        // Given
        Process main = start("--port", "0", "--block-time", "0");
        ProcessHandle anvil;
        try (BufferedReader output = main.inputReader()) {
            // When
            List<String> introduction = readUntil(output, "Press Ctrl-C to stop.");
            anvil = anvilOf(main);
            main.destroy();
            // Then
            assertThat(introduction.getFirst())
                    .matches("Dev chain at http://127.0.0.1:\\d+, chain id 31337, a block for each transaction\\.");
            assertThat(introduction)
                    .filteredOn(line -> line.matches(" {2}0x[0-9a-f]{40} {2}0x[0-9a-f]{64}")).hasSize(10);
            assertThat(main.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            main.destroyForcibly();
        }
        assertThat(anvil.isAlive()).isFalse();
    }

    @Test
    void chainEndsAlsoWhenItsLauncherIsKilled() throws Exception {
        Process main = start("--port", "0", "--block-time", "0");
        try (BufferedReader output = main.inputReader()) {
            readUntil(output, "Press Ctrl-C to stop.");
            ProcessHandle anvil = anvilOf(main);

            main.destroyForcibly();

            assertThat(main.waitFor()).isEqualTo(128 + 9);
            assertThat(anvil.onExit()).succeedsWithin(Duration.ofSeconds(20));
        } finally {
            main.destroyForcibly();
        }
    }

    @Test
    void takenPortEndsItWithASentence() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            // When
            Process main = start("--port", Integer.toString(other.getLocalPort()));
            String output = new String(main.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            // Then
            assertThat(main.waitFor()).isEqualTo(1);
            assertThat(output).contains("devchain: Port " + other.getLocalPort() + " is taken by another program");
        }
    }

    private static ProcessHandle anvilOf(Process main) {
        return main.children().filter(child -> child.info().command().orElse("").endsWith("anvil")).findFirst()
                .orElseThrow();
    }

    private static Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), DevChainMain.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start();
    }

    private static List<String> readUntil(BufferedReader output, String last) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.equals(last)) {
                return lines;
            }
        }
        throw new AssertionError("The output ended before \"" + last + "\": " + lines);
    }
}
