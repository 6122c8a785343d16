package io.enterpriseproxy.connector.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire to a system on this machine that a test can cut: connections break and new ones are refused, while the system
 * goes on with what it has. Restored on the same port.
 */
public final class TcpLink implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private ServerSocket door;

    /** @param target the system's port */
    public TcpLink(int target) {
        this.target = target;
        this.door = open(0);
        this.port = door.getLocalPort();
    }

    /** The port to connect to instead of the system's own. */
    public int port() {
        return port;
    }

    public synchronized void cut() {
        close(door);
        ends.forEach(TcpLink::close);
        ends.clear();
    }

    public synchronized void restore() {
        if (door.isClosed()) {
            door = open(port);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private ServerSocket open(int onPort) {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
            Thread.ofVirtual().start(() -> accept(opened));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                connect(opened, opened.accept());
            } catch (IOException e) {
                close(opened);
            }
        }
    }

    private void connect(ServerSocket opened, Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            if (join(opened, near, far)) {
                Thread.ofVirtual().start(() -> pump(near, far));
                Thread.ofVirtual().start(() -> pump(far, near));
            }
        } catch (IOException e) {
            // The system itself is down: the client sees its connection end.
            close(near);
        }
    }

    private synchronized boolean join(ServerSocket opened, Socket near, Socket far) {
        if (opened.isClosed()) {
            close(near);
            close(far);
            return false;
        }
        ends.add(near);
        ends.add(far);
        return true;
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // A broken wire is what this is for.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(AutoCloseable end) {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }
}
