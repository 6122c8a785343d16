package io.enterpriseproxy.bench.stub;

import java.time.Duration;

/** The node as a process of its own, which ends by a signal. Says {@code ready on port N} when it takes requests. */
public final class StubNodeMain {
    private StubNodeMain() {}

    /**
     * Starts the node.
     *
     * @param words chain id, block time in milliseconds, first nonce of each account
     */
    public static void main(String[] words) {
        // Otherwise the last bytes of a reply wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        StubNode node = StubNode.start(0, Long.parseLong(words[0]), Duration.ofMillis(Long.parseLong(words[1])),
                Long.parseLong(words[2]));
        System.out.println("ready on port " + node.port());
    }
}
