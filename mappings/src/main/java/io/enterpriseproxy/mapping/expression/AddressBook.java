package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.chain.Address;

import java.util.Optional;

/** Addresses by business key: a supplier's, a plant's, a customer's. Answers from memory; thread-safe. */
@FunctionalInterface
public interface AddressBook {
    /** Without entries. */
    AddressBook EMPTY = (book, key) -> Optional.empty();

    /**
     * Finds an address.
     *
     * @param book for example {@code suppliers}
     * @param key as the enterprise system knows it
     */
    Optional<Address> find(String book, String key);
}
