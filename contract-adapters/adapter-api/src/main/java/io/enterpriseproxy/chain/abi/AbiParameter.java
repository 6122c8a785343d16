package io.enterpriseproxy.chain.abi;

import java.util.List;

/**
 * An input, an output, or a field of a tuple.
 *
 * @param name never empty: an unnamed input is {@code arg0}, {@code arg1} …, an unnamed output or field {@code 0},
 *            {@code 1} …
 * @param type canonical: {@code uint256}, {@code bytes32[2]}, {@code (address,uint64)[]}
 * @param components the fields, if the type is a tuple or an array of tuples
 */
public record AbiParameter(String name, String type, List<AbiParameter> components) {
    public AbiParameter {
        components = List.copyOf(components);
    }
}
