package io.enterpriseproxy.mapping;

/** When a call is final. */
public sealed interface Confirmations {
    /** As the chain's configuration says. */
    record Default() implements Confirmations {}

    /** When head - block + 1 >= count. */
    record Blocks(int count) implements Confirmations {}

    /** When the chain's finalized tag has reached its block. */
    record Finalized() implements Confirmations {}
}
