package io.enterpriseproxy.bench.stub;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A block: its hash is one of its parent's, its number, its time and its transactions.
 *
 * @param timestamp seconds since 1970
 * @param madeAt microseconds since 1970
 */
record StubBlock(long number, String hash, String parentHash, long timestamp, List<StubTransaction> transactions,
        long madeAt) {
    private static final int WORD = 32;

    static StubBlock of(long number, String parentHash, long timestamp, List<StubTransaction> transactions) {
        ByteBuffer content = ByteBuffer.allocate(2 * Long.BYTES + WORD * (1 + transactions.size()));
        content.putLong(number).putLong(timestamp).put(Hex.decode(parentHash));
        transactions.forEach(transaction -> content.put(Hex.decode(transaction.hash())));
        return new StubBlock(number, Hex.encode(Keccak256.hash(content.array())), parentHash, timestamp, transactions,
                ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
}
