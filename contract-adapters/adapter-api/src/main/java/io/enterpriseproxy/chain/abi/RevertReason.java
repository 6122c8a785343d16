package io.enterpriseproxy.chain.abi;

import java.util.Map;

/**
 * Why a contract refused.
 *
 * @param name the custom error's name; {@code Error} for a reason text, {@code Panic} for a panic, {@code Unknown} if
 *            the data says nothing or the ABI does not know it
 * @param message for people: the text, the panic's meaning, or name and arguments
 * @param arguments by name, in the form of {@link AbiFunction#decodeOutput}
 * @param data the revert data as 0x-hex
 */
public record RevertReason(String name, String message, Map<String, Object> arguments, String data) {
    /** One of which only the chain says something. */
    public static RevertReason ofChain(String message) {
        return new RevertReason("Unknown", message, Map.of(), "0x");
    }
}
