package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.MinedTransaction;
import io.enterpriseproxy.chain.Signatories;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What nodes of a chain family do otherwise than Ethereum's.
 *
 * @param sendMethod the JSON-RPC method that takes raw transactions
 * @param failures where they say why a mined transaction failed; null: nowhere
 * @param accountKeys where they say whose signatures an account needs; null: its address says it
 * @param rawTransactions where they give the bytes of transactions of which blocks do not tell all; null: blocks tell all
 */
public record NodeDialect(String sendMethod, @Nullable Failures failures, @Nullable AccountKeys accountKeys,
        @Nullable RawTransactions rawTransactions) {
    public static final NodeDialect ETHEREUM = new NodeDialect("eth_sendRawTransaction", null, null, null);

    /**
     * A receipt that says more than Ethereum's.
     *
     * @param receiptMethod takes a transaction's hash
     * @param field of the receipt, a text
     * @param meaning of what stands in it, in a plain sentence
     */
    public record Failures(String receiptMethod, String field, UnaryOperator<String> meaning) {}

    /**
     * The keys of accounts.
     *
     * @param method takes an address and a block
     */
    public record AccountKeys(String method, KeyReader reader) {}

    /**
     * The bytes of transactions.
     *
     * @param method takes a transaction's hash
     */
    public record RawTransactions(String method, ContentReader reader) {}

    /** Reads the bytes of a transaction. */
    @FunctionalInterface
    public interface ContentReader {
        /**
         * What a transaction of this sender asks for; empty if no call of ours is of its form.
         *
         * @param hash under which the chain knows it, in lower case
         * @throws IllegalArgumentException if these are not its bytes
         */
        Optional<MinedTransaction.Content> read(byte[] raw, String hash, Address sender);
    }

    /** Reads what a node says of an account's key. */
    @FunctionalInterface
    public interface KeyReader {
        /**
         * Whose signatures the account needs.
         *
         * @throws IllegalArgumentException if it cannot be read
         */
        Signatories read(JsonNode answer, Address account, AccountRole role);
    }
}
