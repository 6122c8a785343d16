package io.enterpriseproxy.bench.stub;

import java.util.List;

/** A past as a process of its own, which ends by a signal. Says {@code ready on port N} when it takes requests. */
public final class StubHistoryMain {
    private StubHistoryMain() {}

    /**
     * Starts the node.
     *
     * @param words chain id, last block, blocks from one event to the next, the contract's address, topics of each event
     */
    public static void main(String[] words) {
        // Otherwise the last bytes of a reply wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        StubNode node = StubNode.start(new StubHistory(Long.parseLong(words[0]), Long.parseLong(words[1]),
                Long.parseLong(words[2]), words[3], List.of(words).subList(4, words.length)));
        System.out.println("ready on port " + node.port());
    }
}
