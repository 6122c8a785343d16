package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.AbiFunction;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a mapping calls, whatever the event.
 *
 * @param to the contract's address on the chain
 * @param senders key aliases; more than one is a pool
 * @param simulate whether calls are tried before they take a nonce
 * @param gasPayer null: the sender pays
 */
public record CallDefinition(
        String chain,
        String contract,
        Address to,
        AbiFunction function,
        List<String> senders,
        GasLimit gas,
        boolean simulate,
        Confirmations confirmations,
        @Nullable GasPayer gasPayer) {
    public CallDefinition {
        senders = List.copyOf(senders);
    }
}
