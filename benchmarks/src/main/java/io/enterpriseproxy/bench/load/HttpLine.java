package io.enterpriseproxy.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that is kept open as long as the server does: the cheapest client there is, so that the load
 * costs little. One thread.
 */
public final class HttpLine implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int NEW_LINE = '\n';

    private final int port;
    private final String head;
    private Socket socket;
    private InputStream in;

    private HttpLine(int port, String head) throws IOException {
        this.port = port;
        this.head = head;
        this.socket = connect(port);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** An answer: its status and its body. */
    public record Answer(int status, byte[] body) {
        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Connects to a port of the loopback interface.
     *
     * @param headers further header lines, each with its line end
     */
    public static HttpLine open(int port, String path, String headers) throws IOException {
        return new HttpLine(port, "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: ");
    }

    /** Posts a body of ASCII characters. */
    public Answer post(String body) throws IOException {
        socket.getOutputStream()
                .write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring("content-length:".length()).strip());
            }
            last |= lower.equals("connection: close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        Answer answer = new Answer(status, chunked ? chunks() : in.readNBytes(Math.max(0, length)));
        if (last) {
            socket.close();
            socket = connect(port);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        }
        return answer;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != NEW_LINE; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
