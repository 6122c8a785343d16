package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Hex;

/** An error that a contract may revert with. */
record AbiError(String name, Parameters inputs) {
    /** 0x and 8 digits. */
    String selector() {
        return Hex.encode(AbiFunction.selectorOf(name + inputs.types()));
    }
}
