package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Faults;
import io.enterpriseproxy.mapping.document.Node;

import java.math.BigInteger;

/** When a call, or an event of a contract, is final. */
public sealed interface Confirmations {
    /** As the chain's configuration says. */
    record Default() implements Confirmations {}

    /** When head - block + 1 >= count. */
    record Blocks(int count) implements Confirmations {}

    /** When the chain's finalized tag has reached its block. */
    record Finalized() implements Confirmations {}

    /** What a part of a mapping says under {@code confirmations}; the chain's if it says nothing. */
    static Confirmations read(Section section, Faults faults) {
        return section.find("confirmations").map(node -> {
            if (node instanceof Node.Scalar scalar && scalar.value() instanceof BigInteger count && count.signum() > 0
                    && count.bitLength() < 31) {
                return new Blocks(count.intValue());
            }
            if (!Section.found(node).equals("finalized")) {
                faults.add(node.place(), "found " + Section.found(node) + "; expected a number from 1, or finalized");
            }
            return new Finalized();
        }).orElse(new Default());
    }
}
