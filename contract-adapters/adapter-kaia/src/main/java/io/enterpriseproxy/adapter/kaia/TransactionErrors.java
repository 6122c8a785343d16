package io.enterpriseproxy.adapter.kaia;

import java.math.BigInteger;
import java.util.List;

/** What {@code txError} of a receipt means (Kaia documentation, "Transaction error codes"). */
public final class TransactionErrors {
    /** From code 2 on. */
    private static final List<String> MEANINGS = List.of("an error of the virtual machine",
            "calls nest deeper than allowed", "a contract is at the address already",
            "not enough gas to store the contract's code", "the contract's code is larger than allowed", "out of gas",
            "a write where only reading is allowed", "the contract reverted",
            "more computation than the chain allows for a transaction", "the account exists already",
            "the target is no contract", "human-readable addresses are not supported",
            "the fee ratio is not in 1 to 99", "a key of the kind fail cannot be updated",
            "the account's key is of another kind", "a new account cannot have a key of the kind nil",
            "a public key is not on the curve", "a key's weight is zero", "a key cannot be encoded",
            "a key is there twice", "the weights add up to more than fits", "the weights do not reach the threshold",
            "a key has no parts", "a key has more parts than allowed", "a composite key holds another",
            "a transaction of Ethereum's types needs an account with its own legacy key", "the feature is deprecated",
            "it is not supported", "the contract's code format is invalid");

    private TransactionErrors() {}

    /**
     * In a plain sentence.
     *
     * @param txError a 0x quantity
     */
    public static String meaning(String txError) {
        int code = new BigInteger(txError.substring(2), 16).intValue();
        return code >= 2 && code - 2 < MEANINGS.size()
                ? MEANINGS.get(code - 2) + " (txError " + txError + ")"
                : "txError " + txError;
    }
}
