package io.enterpriseproxy.mapping.document;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node of a file's tree, which knows where it stands. */
public sealed interface Node {
    Place place();

    /** What it is, for messages: {@code text}, {@code a number}, {@code a list} … */
    String kind();

    /**
     * The value without places: {@link Map}, {@link List}, {@link String}, {@link Boolean}, {@link BigInteger},
     * {@link BigDecimal} or null. Numbers are exact.
     */
    @Nullable
    Object plain();

    /**
     * A single value.
     *
     * @param value {@link String}, {@link Boolean}, {@link BigInteger}, {@link BigDecimal} or null
     * @param text as it was written, without quotes
     */
    record Scalar(Place place, @Nullable Object value, String text) implements Node {
        @Override
        public String kind() {
            return switch (value) {
                case null -> "nothing";
                case String s -> "text";
                case Boolean b -> "true or false";
                default -> "a number";
            };
        }

        @Override
        public @Nullable Object plain() {
            return value;
        }
    }

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> plain = new ArrayList<>(items.size());
            items.forEach(item -> plain.add(item.plain()));
            return plain;
        }
    }

    /** Keys and values in the order of the file. */
    record Mapping(Place place, Map<String, Node> entries) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value of a key. */
        public Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        /** The same without one key: for a part that is read in another way than the rest. */
        public Mapping without(String key) {
            Map<String, Node> rest = new LinkedHashMap<>(entries);
            rest.remove(key);
            return new Mapping(place, rest);
        }

        @Override
        public String kind() {
            return "a mapping of keys";
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            entries.forEach((key, value) -> plain.put(key, value.plain()));
            return plain;
        }
    }
}
