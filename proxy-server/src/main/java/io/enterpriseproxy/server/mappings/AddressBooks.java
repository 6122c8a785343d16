package io.enterpriseproxy.server.mappings;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.mapping.expression.AddressBook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The addresses of the configuration, and those of the table, which win. Asked at each call, so held in memory. */
public final class AddressBooks implements AddressBook {
    private record Entry(String book, String key) {}

    private final Map<Entry, Address> configured = new HashMap<>();
    private volatile Map<Entry, Address> stored = Map.of();

    /** @param configured by book and key */
    public AddressBooks(Map<String, Map<String, Address>> configured) {
        configured.forEach((book, entries) -> entries
                .forEach((key, address) -> this.configured.put(new Entry(book, key), address)));
    }

    /** Takes over what is in the table. */
    void follow(Iterable<AddressEntry> entries) {
        Map<Entry, Address> read = new HashMap<>();
        entries.forEach(entry -> read.put(new Entry(entry.key().book(), entry.key().entry()), entry.address()));
        stored = Map.copyOf(read);
    }

    /** The addresses of a book by key. */
    Map<String, Address> entries(String book) {
        Map<String, Address> found = new HashMap<>();
        Stream.of(configured, stored).flatMap(entries -> entries.entrySet().stream())
                .filter(entry -> entry.getKey().book().equals(book))
                .forEach(entry -> found.put(entry.getKey().key(), entry.getValue()));
        return found;
    }

    @Override
    public Optional<Address> find(String book, String key) {
        Entry entry = new Entry(book, key);
        return Optional.ofNullable(stored.get(entry)).or(() -> Optional.ofNullable(configured.get(entry)));
    }
}
