package io.enterpriseproxy.bench.broker;

import io.enterpriseproxy.connector.Secret;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBroker;
import io.enterpriseproxy.connector.jms.broker.EmbeddedBrokerSettings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** An Artemis broker that keeps its messages, and ends by a signal. Says {@code ready on port N} when it can be used. */
public final class JmsBrokerMain {
    /** User name and password. */
    public static final String USER = "bench";

    private JmsBrokerMain() {}

    /**
     * Starts the broker.
     *
     * @param words directory of its journal
     */
    public static void main(String[] words) throws IOException {
        EmbeddedBrokerSettings settings = new EmbeddedBrokerSettings("127.0.0.1", freePort(), USER, new Secret(USER));
        EmbeddedBroker broker = EmbeddedBroker.start(settings, Path.of(words[0]));
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(broker::close));
        System.out.println("ready on port " + settings.port());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
