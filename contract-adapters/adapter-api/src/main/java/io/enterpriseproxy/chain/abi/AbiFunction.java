package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Keccak256;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A function of a contract. Immutable and thread-safe. {@code decode(encode(x)) = x}. */
public final class AbiFunction {
    static final int SELECTOR_BYTES = 4;
    private final String name;
    private final String signature;
    private final String mutability;
    private final byte[] selector;
    private final Parameters inputs;
    private final Parameters outputs;

    AbiFunction(String name, String mutability, Parameters inputs, Parameters outputs) {
        this.name = name;
        this.signature = name + inputs.types();
        this.mutability = mutability;
        this.selector = selectorOf(signature);
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /** Without its parameters. */
    public String name() {
        return name;
    }

    /** Canonical: {@code register(bytes32,address,uint256,uint64)}; a tuple is the list of its types in parentheses. */
    public String signature() {
        return signature;
    }

    /** Whether it can only be read: view or pure. */
    public boolean readOnly() {
        return mutability.equals("view") || mutability.equals("pure");
    }

    /** Whether it takes a value in wei. */
    public boolean payable() {
        return mutability.equals("payable");
    }

    public List<AbiParameter> inputs() {
        return inputs.list();
    }

    public List<AbiParameter> outputs() {
        return outputs.list();
    }

    /**
     * Checks each argument exactly against its type and encodes the call.
     *
     * @param arguments by parameter name. An integer is an Integer, a Long, a BigInteger, a BigDecimal without a
     *            fraction, or a text in decimal or 0x-hex, never a Double; bytes are 0x-hex or byte[]; an address is a
     *            text or an {@link io.enterpriseproxy.chain.Address}; a tuple is a Map by field name or a List; an
     *            array is a List
     */
    public EncodeOutcome encode(Map<String, ?> arguments) {
        return inputs.encode(selector, arguments);
    }

    /** Whether call data calls this function. */
    boolean isCalledBy(byte[] input) {
        return input.length >= SELECTOR_BYTES && Arrays.equals(input, 0, SELECTOR_BYTES, selector, 0, SELECTOR_BYTES);
    }

    /**
     * Reads the arguments of call data.
     *
     * @return by parameter name, in the form of {@link #decodeOutput}
     * @throws IllegalArgumentException if they are not this function's
     */
    public Map<String, Object> decodeInput(byte[] input) {
        return inputs.decode(input, SELECTOR_BYTES);
    }

    /**
     * Reads what the function returned.
     *
     * @return by output name: integers as decimal String, bool as Boolean, address as checksummed String, bytes as
     *         0x-hex, string as String, an array as List, a tuple as Map
     * @throws IllegalArgumentException if the bytes are not this function's output; a common reason is that there is no
     *             contract, or another one, at the address
     */
    public Map<String, Object> decodeOutput(byte[] output) {
        return outputs.decode(output, 0);
    }

    @Override
    public String toString() {
        return signature;
    }

    static byte[] selectorOf(String signature) {
        return Arrays.copyOf(Keccak256.hash(signature.getBytes(StandardCharsets.UTF_8)), SELECTOR_BYTES);
    }
}
