package io.enterpriseproxy.mapping.privacy;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.connector.Problem;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.enterpriseproxy.mapping.privacy.SensitivePaths.MASK;

/**
 * Hides the sensitive values of one event in texts and trees that were made of it. A value is found if it is all of a text,
 * or, from four characters on, a part of it, as itself or as the hex of its UTF-8 bytes. What was computed of it otherwise
 * (a hash, a sum) is not. Immutable.
 */
public final class Masking {
    /** Hides nothing. */
    public static final Masking NONE = new Masking(Set.of(), List.of(), false);
    /** Hides every text and number. */
    public static final Masking ALL = new Masking(Set.of(), List.of(), true);

    /** A shorter one is in too many texts by chance. */
    private static final int SHORTEST_PART = 4;
    /** Messages quote so much of a value. */
    private static final int QUOTED = 80;

    private final Set<String> wholes;
    /** The longest first: what a longer one holds is hidden with it. */
    private final List<String> parts;
    private final boolean all;

    private Masking(Set<String> wholes, List<String> parts, boolean all) {
        this.wholes = wholes;
        this.parts = parts;
        this.all = all;
    }

    static Masking of(Collection<Object> values) {
        Set<String> wholes = new HashSet<>();
        for (Object value : values) {
            switch (value) {
                case String text -> wholes.add(text);
                case BigDecimal number -> wholes.addAll(List.of(number.toString(), plain(number)));
                case Number number -> wholes.add(number.toString());
                default -> {
                    // True and false tell nothing by themselves, and are everywhere.
                }
            }
        }
        wholes.remove("");
        if (wholes.isEmpty()) {
            return NONE;
        }
        Set<String> parts = new HashSet<>();
        wholes.stream().filter(whole -> whole.length() >= SHORTEST_PART).forEach(whole -> {
            parts.add(whole.length() > QUOTED ? whole.substring(0, QUOTED) : whole);
            parts.add(whole);
            parts.add(Hex.encode(whole.getBytes(StandardCharsets.UTF_8)).substring(2));
        });
        return new Masking(Set.copyOf(wholes),
                parts.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList(), false);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Whether it hides nothing. */
    public boolean isNone() {
        return wholes.isEmpty() && !all;
    }

    /** A text without what is hidden. */
    public String text(String text) {
        if (all || wholes.contains(text)) {
            return MASK;
        }
        String masked = text;
        for (String part : parts) {
            masked = masked.replace(part, MASK);
        }
        return masked;
    }

    /** {@link #text} of what may be missing. */
    public @Nullable String textIfAny(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** A copy of a JSON-like tree without what is hidden. */
    public @Nullable Object tree(@Nullable Object node) {
        if (isNone()) {
            return node;
        }
        return switch (node) {
            case String text -> text(text);
            case BigDecimal number -> all || wholes.contains(plain(number)) ? MASK : number;
            case Number number -> all || wholes.contains(number.toString()) ? MASK : number;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((name, value) -> copy.put(String.valueOf(name), tree(value)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(item -> copy.add(tree(item)));
                yield copy;
            }
            case null, default -> node;
        };
    }

    /** A problem that does not quote what is hidden. */
    public Problem problem(Problem problem) {
        return isNone()
                ? problem
                : new Problem(problem.code(), text(problem.detail()), problem.place(), textIfAny(problem.found()),
                        textIfAny(problem.expected()));
    }
}
