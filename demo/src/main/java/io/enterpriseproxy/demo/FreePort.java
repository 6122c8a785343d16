package io.enterpriseproxy.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds ports for servers that cannot choose one themselves. */
final class FreePort {
    private FreePort() {}

    /** A port of the loopback interface that nobody listens on right now. */
    static int find() {
        return findTwo().getFirst();
    }

    /** Two that differ. */
    static List<Integer> findTwo() {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), other.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody listens on a port. */
    static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1)) {
            return !probe.isBound();
        } catch (IOException taken) {
            return true;
        }
    }
}
