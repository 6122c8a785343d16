package io.enterpriseproxy.demo.erp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever listens on all interfaces answers at every loopback address; whoever listens on 127.0.0.1 only there. */
class LoopbackIT {
    private static final String OTHER = "127.0.0.2";

    @TempDir
    Path directory;

    @Test
    void databaseIsOutOfReachFromOutside() {
        try (ErpDatabase database = new ErpDatabase(directory, "secret")) {
            int port = Integer.parseInt(database.url().replaceFirst(".*:(\\d+)/.*", "$1"));

            assertThat(answers("127.0.0.1", port)).isTrue();
            assertThat(answers(OTHER, port)).isFalse();
        }
    }

    @Test
    void brokerAndItsControllerAreOutOfReachFromOutside() throws IOException {
        int port = freePort();
        int controllerPort = freePort();
        try (ErpTopics topics = new ErpTopics(directory, port, controllerPort)) {
            assertThat(topics.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(answers("127.0.0.1", port)).isTrue();
            assertThat(answers("127.0.0.1", controllerPort)).isTrue();
            assertThat(answers(OTHER, port)).isFalse();
            assertThat(answers(OTHER, controllerPort)).isFalse();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static boolean answers(String host, int port) {
        try (Socket socket = new Socket(host, port)) {
            return socket.isConnected();
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
