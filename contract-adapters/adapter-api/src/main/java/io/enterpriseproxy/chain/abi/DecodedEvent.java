package io.enterpriseproxy.chain.abi;

import io.enterpriseproxy.chain.Address;

import java.util.Map;

/**
 * An event that a contract emitted, decoded.
 *
 * @param arguments by name, in the form of {@link AbiFunction#decodeOutput}; an indexed value of a dynamic type is its
 *            hash
 */
public record DecodedEvent(String name, Address address, int logIndex, Map<String, Object> arguments) {}
