package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.event.JsonText;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what a test case expects with what came. Numbers and their texts are the same; so is hex in either case. */
final class Differences {
    private final List<String> found = new ArrayList<>();

    void compare(String what, @Nullable Object expected, @Nullable Object actual) {
        if (!JsonText.canonical(normal(expected)).equals(JsonText.canonical(normal(actual)))) {
            found.add(what + ": expected " + JsonText.write(expected) + ", found " + JsonText.write(actual));
        }
    }

    void add(String difference) {
        found.add(difference);
    }

    List<String> list() {
        return found;
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return switch (value) {
            case BigInteger number -> number.toString();
            case BigDecimal number -> JsonText.write(number);
            case String text when text.startsWith("0x") -> text.toLowerCase(java.util.Locale.ROOT);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>();
                list.forEach(item -> items.add(normal(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                map.forEach((name, item) -> fields.put(String.valueOf(name), normal(item)));
                yield fields;
            }
            case null, default -> value;
        };
    }
}
