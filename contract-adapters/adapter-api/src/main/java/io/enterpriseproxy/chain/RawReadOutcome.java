package io.enterpriseproxy.chain;

import tools.jackson.databind.JsonNode;

/** What a node says to a {@link RawRead}. */
public sealed interface RawReadOutcome {
    /** JSON's null if there is no such thing. */
    record Result(JsonNode value) implements RawReadOutcome {}

    /**
     * The node's error.
     *
     * @param data missing node if the error has none
     */
    record Refused(long code, String message, JsonNode data) implements RawReadOutcome {}

    /** No node answered. */
    record Unknown(String reason) implements RawReadOutcome {}
}
