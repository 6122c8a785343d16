package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.FeeQuote;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the chain asks for gas, asked at most twice a second. The node computes the next block's base fee
 * (eth_feeHistory), since chains differ in how fast it moves; without that method the latest block's stands for it, an
 * eighth higher, the most that EIP-1559 lets it rise.
 */
final class FeeQuotes {
    static final Duration VALID = Duration.ofMillis(500);
    private static final RpcRequest HISTORY = RpcRequest.of("eth_feeHistory", "0x1", "latest", List.of());
    private static final RpcRequest TIP = RpcRequest.of("eth_maxPriorityFeePerGas");
    private static final RpcRequest PRICE = RpcRequest.of("eth_gasPrice");
    private static final RpcRequest LATEST = RpcRequest.of("eth_getBlockByNumber", "latest", false);

    private static final ResultReader<BigInteger> READER = parser -> parser.currentToken() == JsonToken.START_OBJECT
            ? afterLatest(parser.readValueAsTree())
            : ResultReader.NUMBER.read(parser);

    private final NodePool nodes;
    private final InstantSource clock;
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable FeeQuote quote;
    private Instant asked = Instant.EPOCH;

    FeeQuotes(NodePool nodes, InstantSource clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    FeeQuote current() {
        asking.lock();
        try {
            FeeQuote known = quote;
            if (known == null || clock.instant().isAfter(asked.plus(VALID))) {
                known = ask();
                quote = known;
                asked = clock.instant();
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    private FeeQuote ask() {
        List<RpcReply<BigInteger>> replies = nodes.ask(new Calls<>(List.of(HISTORY, TIP, PRICE), READER,
                error -> error.code() == RpcError.METHOD_NOT_FOUND));
        BigInteger price = nodes.value(PRICE, replies.get(2))
                .orElseThrow(() -> nodes.unavailable(PRICE, "the node names no price"));
        BigInteger baseFee = replies.get(0) instanceof Value<BigInteger> next && next.value().signum() > 0
                ? next.value()
                : ofHeader(replies.get(0) instanceof Value);
        BigInteger tip = replies.get(1) instanceof Value<BigInteger> suggested
                ? suggested.value()
                // A node's gas price is base fee plus tip.
                : price.subtract(baseFee == null ? BigInteger.ZERO : baseFee).max(BigInteger.ZERO);
        return new FeeQuote(baseFee, tip, price);
    }

    /** A chain without base fee and one whose base fee is zero have the same history; the header tells them apart. */
    private @Nullable BigInteger ofHeader(boolean historyKnown) {
        BigInteger latest = nodes.read(LATEST, BlockJson.READER).map(Block::baseFee).orElse(null);
        if (latest == null) {
            return null;
        }
        return historyKnown ? BigInteger.ZERO : latest.add(latest.shiftRight(3));
    }

    /** The base fee of the block after the latest; zero if the chain has none. */
    private static BigInteger afterLatest(JsonNode history) {
        history.required("oldestBlock");
        return Quantity.toBigInteger(history.path("baseFeePerGas").path(1).asString("0x0"));
    }
}
