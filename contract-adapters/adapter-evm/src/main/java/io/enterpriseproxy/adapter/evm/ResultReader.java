package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Hex;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

import java.math.BigInteger;

/** Reads a call's result. */
@FunctionalInterface
interface ResultReader<T> {
    ResultReader<String> TEXT = parser -> {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("the result is " + parser.currentToken() + ", expected a string");
        }
        return parser.getString();
    };
    ResultReader<Long> QUANTITY = parser -> Quantity.toLong(TEXT.read(parser));
    ResultReader<BigInteger> NUMBER = parser -> Quantity.toBigInteger(TEXT.read(parser));
    ResultReader<byte[]> BYTES = parser -> Hex.decode(TEXT.read(parser));
    ResultReader<JsonNode> TREE = parser -> parser.readValueAsTree();

    /**
     * Reads one result.
     *
     * @param parser at the result's first token, which is not null; is left at its last
     * @throws RuntimeException of any kind, if the result is not of the expected form
     */
    T read(JsonParser parser);
}
