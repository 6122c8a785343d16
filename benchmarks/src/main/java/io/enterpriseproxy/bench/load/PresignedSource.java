package io.enterpriseproxy.bench.load;

import io.enterpriseproxy.chain.Address;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A bare client: transactions that are signed already, in batches, over one connection for each thread. */
public final class PresignedSource implements Feed.Source {
    /** Transactions of one message. */
    public static final int BATCH = 100;

    private final int port;
    private final int threads;
    private final Queue<Queue<String>> shares = new ConcurrentLinkedQueue<>();

    /**
     * Signs what is to be sent.
     *
     * @param port of the node
     * @param threads each with one sender
     * @param batches for each thread
     */
    public PresignedSource(int port, long chainId, Address contract, int threads, int batches) {
        this.port = port;
        this.threads = threads;
        PresignedTransactions signer = new PresignedTransactions(chainId, contract);
        shares.addAll(IntStream.range(0, threads).parallel().mapToObj(sender -> share(signer, sender, batches))
                .toList());
    }

    private static Queue<String> share(PresignedTransactions signer, int sender, int batches) {
        List<String> messages = new ArrayList<>(batches);
        for (int batch = 0; batch < batches; batch++) {
            int first = batch * BATCH;
            messages.add(IntStream.range(first, first + BATCH)
                    .mapToObj(nonce -> "{\"jsonrpc\":\"2.0\",\"id\":" + nonce
                            + ",\"method\":\"eth_sendRawTransaction\",\"params\":[\""
                            + PresignedTransactions.raw(signer.sign(sender, nonce, sender * 1_000_000_000L + nonce))
                            + "\"]}")
                    .collect(Collectors.joining(",", "[", "]")));
        }
        return new ArrayDeque<>(messages);
    }

    @Override
    public int threads() {
        return threads;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public Feed open() throws IOException {
        JsonRpcLine line = JsonRpcLine.open(port);
        Queue<String> share = shares.remove();
        return new Feed() {
            @Override
            public void send(long from, int count) throws IOException {
                String message = share.poll();
                if (message == null) {
                    throw new IOException("more transactions are needed than were signed");
                }
                String reply = line.post(message);
                if (reply.contains("\"error\"")) {
                    throw new IOException("the node refuses a transaction: " + reply);
                }
            }

            @Override
            public void close() {
                line.close();
            }
        };
    }
}
