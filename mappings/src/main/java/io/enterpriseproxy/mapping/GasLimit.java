package io.enterpriseproxy.mapping;

/** How much gas a call may use. */
public sealed interface GasLimit {
    /** As the node estimates. */
    record Auto() implements GasLimit {}

    /** A number that the mapping names. */
    record Fixed(long gas) implements GasLimit {}
}
