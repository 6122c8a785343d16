package io.enterpriseproxy.signer;

import io.enterpriseproxy.chain.Address;

/**
 * A key that has come into a store.
 *
 * @param name by which the store knows it, as the configuration names it
 */
public record CreatedKey(String name, Address address) {}
