package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.mapping.privacy.PersonalData;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/**
 * The contract call that an event asks for, checked against the ABI.
 *
 * @param event canonical JSON of the event, numbers exact
 * @param payloadHash SHA-256 of {@code event}, 32 bytes
 * @param function canonical signature
 * @param arguments JSON object of the arguments by name
 * @param input call data
 * @param value in wei
 * @param senders key aliases; more than one is a pool
 * @param simulate whether it is tried before it takes a nonce
 * @param personal what it holds of a person; another one each time that the event is mapped, and no part of the event
 */
public record MappedCall(
        String idempotencyKey,
        String event,
        byte[] payloadHash,
        @Nullable String orderingKey,
        String chain,
        String contract,
        Address to,
        String function,
        String arguments,
        byte[] input,
        BigInteger value,
        List<String> senders,
        GasLimit gas,
        boolean simulate,
        Confirmations confirmations,
        PersonalData personal) {

    /** A call that holds nothing of a person. */
    public MappedCall(String idempotencyKey, String event, byte[] payloadHash, @Nullable String orderingKey,
            String chain, String contract, Address to, String function, String arguments, byte[] input,
            BigInteger value, List<String> senders, GasLimit gas, boolean simulate, Confirmations confirmations) {
        this(idempotencyKey, event, payloadHash, orderingKey, chain, contract, to, function, arguments, input, value,
                senders, gas, simulate, confirmations, PersonalData.NONE);
    }
}
