package io.enterpriseproxy.server.security;

import io.enterpriseproxy.server.EnterpriseProxy;
import io.enterpriseproxy.server.RunningProxy;
import io.enterpriseproxy.server.StartOptions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process whose server ends before it does, so that one can look at what the server has left in its memory. */
final class ServerThatCloses {
    /** Is there, with the port, when the server is ready. */
    static final String READY = "ready";
    /** Is there when the server has ended. */
    static final String CLOSED = "closed";

    private ServerThatCloses() {}

    /**
     * A line of input ends the server, another the process.
     *
     * @param arguments a configuration, a directory of mappings, and a directory for the signs
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Path signs = Path.of(arguments[2]);
        serve(new StartOptions(Path.of(arguments[0]), Path.of(arguments[1])), signs, input);
        sign(signs.resolve(CLOSED), "");
        input.readLine();
        System.exit(0);
    }

    private static void serve(StartOptions options, Path signs, BufferedReader input) throws IOException {
        try (RunningProxy proxy = EnterpriseProxy.start(options)) {
            sign(signs.resolve(READY), String.valueOf(proxy.port()));
            input.readLine();
        }
    }

    /** Whole, or not there. */
    private static void sign(Path file, String text) throws IOException {
        Files.move(Files.writeString(file.resolveSibling("new"), text), file);
    }
}
