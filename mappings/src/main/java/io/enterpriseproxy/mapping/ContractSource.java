package io.enterpriseproxy.mapping;

import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.abi.AbiEvent;
import org.jspecify.annotations.Nullable;

/**
 * The events of a contract, as the source of a mapping.
 *
 * @param contract its name in the configuration
 * @param filter the logs that are meant: the contract's address, the event's topic, and the values of indexed parameters
 * @param fromBlock where the first version of the mapping begins; null: behind the newest block at that time
 * @param confirmations when an event is final
 */
public record ContractSource(
        String chain,
        String contract,
        AbiEvent event,
        LogFilter filter,
        @Nullable Long fromBlock,
        Confirmations confirmations) {
    /** The connector's word for it. */
    public static final String KIND = "contract";
}
