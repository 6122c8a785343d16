package io.enterpriseproxy.chain.abi;

import java.util.List;

/** Call data, or all faults of the arguments. */
public sealed interface EncodeOutcome {
    /** Selector and arguments. */
    record Encoded(byte[] input) implements EncodeOutcome {}

    /** At least one fault, at most 100; none is hidden behind another. */
    record Refused(List<ArgumentFault> faults) implements EncodeOutcome {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
