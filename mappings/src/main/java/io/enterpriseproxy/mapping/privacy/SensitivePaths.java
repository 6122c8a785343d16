package io.enterpriseproxy.mapping.privacy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of an event that people do not see. A path is the names on the way, with dots between; lists on it are gone
 * through item by item. What it leads to is hidden with all that is in it. Immutable.
 */
public final class SensitivePaths {
    /** What stands in place of what is hidden. */
    public static final String MASK = "***";
    /** Hides nothing. */
    public static final SensitivePaths NONE = new SensitivePaths(List.of());
    /** Hides whatever there is. */
    public static final SensitivePaths ALL = new SensitivePaths(List.of(List.of()));

    private static final Pattern DOT = Pattern.compile("\\.");
    private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");

    private final List<List<String>> paths;

    private SensitivePaths(List<List<String>> paths) {
        this.paths = paths;
    }

    /** Whether a text is a path. */
    public static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    /** Hides what these paths lead to. */
    public static SensitivePaths of(Collection<String> paths) {
        return paths.isEmpty()
                ? NONE
                : new SensitivePaths(paths.stream().map(path -> DOT.splitAsStream(path).toList()).toList());
    }

    /** Whether nothing is hidden. */
    public boolean isEmpty() {
        return paths.isEmpty();
    }

    /** Whether one of them leads to this path, or to something that it is in. */
    public boolean hides(String path) {
        List<String> names = DOT.splitAsStream(path).toList();
        return paths.stream().anyMatch(
                hidden -> hidden.size() <= names.size() && names.subList(0, hidden.size()).equals(hidden));
    }

    /** What either of them hides. */
    public SensitivePaths and(SensitivePaths others) {
        if (isEmpty() || others.paths.equals(paths)) {
            return others;
        }
        return others.isEmpty()
                ? this
                : new SensitivePaths(Stream.concat(paths.stream(), others.paths.stream()).distinct().toList());
    }

    /** A copy of the event without what is hidden. */
    public @Nullable Object mask(@Nullable Object event) {
        return isEmpty() ? event : mask(event, paths);
    }

    private static @Nullable Object mask(@Nullable Object node, List<List<String>> tails) {
        if (node == null || tails.isEmpty()) {
            return node;
        }
        if (tails.stream().anyMatch(List::isEmpty)) {
            return MASK;
        }
        return switch (node) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, value) -> copy.put(String.valueOf(name), mask(value, behind(name, tails))));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(mask(item, tails)));
                yield copy;
            }
            default -> node;
        };
    }

    private static List<List<String>> behind(Object name, List<List<String>> tails) {
        return tails.stream().filter(tail -> tail.getFirst().equals(name)).map(tail -> tail.subList(1, tail.size()))
                .toList();
    }

    /** Hides the values that the event has at these paths wherever else they stand. */
    public Masking of(@Nullable Object event) {
        if (isEmpty()) {
            return Masking.NONE;
        }
        Set<Object> values = new LinkedHashSet<>();
        collect(event, paths, values);
        return paths.contains(List.<String>of()) ? Masking.ALL : Masking.of(values);
    }

    private static void collect(@Nullable Object node, List<List<String>> tails, Set<Object> values) {
        if (node == null || tails.isEmpty()) {
            return;
        }
        boolean hidden = tails.stream().anyMatch(List::isEmpty);
        switch (node) {
            case Map<?, ?> map ->
                map.forEach((name, value) -> collect(value, hidden ? ALL.paths : behind(name, tails), values));
            case List<?> list -> list.forEach(item -> collect(item, hidden ? ALL.paths : tails, values));
            default -> {
                if (hidden) {
                    values.add(node);
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensitivePaths that && that.paths.equals(paths);
    }

    @Override
    public int hashCode() {
        return paths.hashCode();
    }
}
