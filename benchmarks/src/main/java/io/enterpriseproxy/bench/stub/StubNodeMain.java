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
        StubChain chain = new StubChain(Long.parseLong(words[0]), Long.parseLong(words[2]));
        chain.start(Duration.ofMillis(Long.parseLong(words[1])));
        StubNode node = StubNode.start(new StubMethods(chain));
        System.out.println("ready on port " + node.port());
    }
}
