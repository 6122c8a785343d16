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
 * goes on with what it has. Restored on the same port. Used by one
 * thread.
 */
public final class TcpLink implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private ServerSocket door;
    private Thread doorkeeper;

    /** @param target the system's port */
    public TcpLink(int target) {
        this.target = target;
        this.door = open(0);
        this.port = door.getLocalPort();
        this.doorkeeper = serve(door);
    }

    /** The port to connect to instead of the system's own. */
    public int port() {
        return port;
    }

    public void cut() {
        close(door);
        // The port stays open until the thread that waits at it has left.
        join(doorkeeper);
        ends.forEach(TcpLink::close);
        ends.clear();
    }

    public void restore() {
        if (door.isClosed()) {
            door = open(port);
            doorkeeper = serve(door);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private static ServerSocket open(int onPort) {
        try {
            ServerSocket opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Thread serve(ServerSocket opened) {
        return Thread.ofVirtual().start(() -> accept(opened));
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                connect(opened.accept());
            } catch (IOException e) {
                close(opened);
            }
        }
    }

    private void connect(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            ends.add(near);
            ends.add(far);
            Thread.ofVirtual().start(() -> pump(near, far));
            Thread.ofVirtual().start(() -> pump(far, near));
        } catch (IOException e) {
            // The system itself is down: the client sees its connection end.
            close(near);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
