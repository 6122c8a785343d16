package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Hex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads revert data: {@code Error(string)}, {@code Panic(uint256)} and a contract's own errors. */
final class RevertReasons {
    private static final int SHOWN = 500;
    private static final AbiError ERROR = standard("Error", "message", "string");
    private static final AbiError PANIC = standard("Panic", "code", "uint256");
    /** Solidity documentation, "Panic via assert and Error via require". */
    private static final Map<String, String> PANICS = Map.of("1", "an assertion failed", "17",
            "an arithmetic overflow or underflow", "18", "a division by zero", "33", "a value outside of its enum",
            "34", "a broken byte array in storage", "49", "pop() of an empty array", "50",
            "an array index out of bounds", "65", "out of memory", "81", "a call of an unset internal function");
    private final Map<String, AbiError> bySelector = new HashMap<>();

    RevertReasons(List<AbiError> errors) {
        errors.forEach(error -> bySelector.put(error.selector(), error));
        bySelector.put(ERROR.selector(), ERROR);
        bySelector.put(PANIC.selector(), PANIC);
    }

    RevertReason read(byte[] data) {
        String hex = Hex.encode(data);
        if (data.length < AbiFunction.SELECTOR_BYTES) {
            return unknown(data.length == 0 ? "the contract gave no reason" : "the reason is cut off", hex);
        }
        AbiError error = bySelector.get(hex.substring(0, 2 + 2 * AbiFunction.SELECTOR_BYTES));
        if (error == null) {
            return unknown("an error that the ABI does not know", hex);
        }
        try {
            Map<String, Object> arguments = error.inputs().decode(data, AbiFunction.SELECTOR_BYTES);
            return new RevertReason(error.name(), shorten(message(error, arguments)), arguments, hex);
        } catch (IllegalArgumentException fault) {
            return unknown("the error " + error.name() + ", but its arguments do not decode", hex);
        }
    }

    private static String message(AbiError error, Map<String, Object> arguments) {
        if (error.equals(ERROR)) {
            return String.valueOf(arguments.get("message"));
        }
        if (error.equals(PANIC)) {
            return panic(String.valueOf(arguments.get("code")));
        }
        return arguments.entrySet()
                .stream()
                .map(argument -> argument.getKey() + ": " + argument.getValue())
                .collect(Collectors.joining(", ", error.name() + "(", ")"));
    }

    private static String panic(String code) {
        String meaning = PANICS.get(code);
        return meaning == null
                ? "panic " + code
                : "panic 0x%02x: %s".formatted(Integer.parseInt(code), meaning);
    }

    private static String shorten(String message) {
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
    }

    private static RevertReason unknown(String message, String hex) {
        return new RevertReason("Unknown", message, Map.of(), hex);
    }

    private static AbiError standard(String name, String parameter, String type) {
        return new AbiError(name, Parameters.of(new TupleCodec(List.of(new AbiParameter(parameter, type, List.of())),
                List.of(ValueCodec.of(type, null)))));
    }
}
