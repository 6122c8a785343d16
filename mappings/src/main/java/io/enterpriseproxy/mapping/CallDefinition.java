package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.abi.AbiFunction;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a mapping calls, whatever the event.
 *
 * @param addresses the contract's, by the chains that calls may go to: at least one
 * @param senders key aliases; more than one is a pool
 * @param simulate whether calls are tried before they take a nonce
 * @param gasPayer null: the sender pays
 */
public record CallDefinition(
        Map<String, Address> addresses,
        String contract,
        AbiFunction function,
        List<String> senders,
        GasLimit gas,
        boolean simulate,
        Confirmations confirmations,
        @Nullable GasPayer gasPayer) {
    public CallDefinition {
        addresses = Map.copyOf(addresses);
        senders = List.copyOf(senders);
    }
}
