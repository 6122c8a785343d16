package io.enterpriseproxy.adapter.evm;

import org.jspecify.annotations.Nullable;

import java.util.function.UnaryOperator;

/**
 * What nodes of a chain family do otherwise than Ethereum's.
 *
 * @param sendMethod the JSON-RPC method that takes raw transactions
 * @param failures where they say why a mined transaction failed; null: nowhere
 */
public record NodeDialect(String sendMethod, @Nullable Failures failures) {
    public static final NodeDialect ETHEREUM = new NodeDialect("eth_sendRawTransaction", null);

    /**
     * A receipt that says more than Ethereum's.
     *
     * @param receiptMethod takes a transaction's hash
     * @param field of the receipt, a text
     * @param meaning of what stands in it, in a plain sentence
     */
    public record Failures(String receiptMethod, String field, UnaryOperator<String> meaning) {}
}
