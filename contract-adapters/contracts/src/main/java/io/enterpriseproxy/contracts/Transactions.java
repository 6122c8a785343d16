package io.enterpriseproxy.contracts;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Sends transactions of unlocked accounts and waits for their receipts, whatever way the chain mines. */
final class Transactions {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DevChain chain;

    Transactions(DevChain chain) {
        this.chain = chain;
    }

    /** @param to the contract to call; null deploys one */
    JsonNode send(DevAccount from, @Nullable String to, String input, long gas) {
        Map<String, Object> transaction = new HashMap<>(
                Map.of("from", from.address(), "input", input, "gas", Quantity.encode(gas)));
        if (to != null) {
            transaction.put("to", to);
        }
        return awaitReceipt(chain.rpc("eth_sendTransaction", transaction).stringValue());
    }

    private JsonNode awaitReceipt(String hash) {
        boolean minesAtOnce = chain.rpc("anvil_getAutomine").booleanValue();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode receipt = chain.rpc("eth_getTransactionReceipt", hash);
            if (receipt.isObject()) {
                return receipt;
            }
            if (minesAtOnce) {
                pause();
            } else {
                chain.mine(1);
            }
        }
        throw new DevChainException("Transaction " + hash + " was not mined within " + PATIENCE.toSeconds()
                + " seconds; is an earlier nonce of its sender missing?");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevChainException("Interrupted while waiting for a receipt.", e);
        }
    }
}
