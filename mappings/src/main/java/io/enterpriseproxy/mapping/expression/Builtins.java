package io.enterpriseproxy.mapping.expression;

import java.util.Map;
import java.util.Set;

/** JSONata's own functions: which are kept as they are, and which are refused and why. */
final class Builtins {
    /** Exact and bounded as the library has them. */
    static final Set<String> KEPT = Set.of("count", "substring", "substringBefore", "substringAfter", "lowercase",
            "uppercase", "length", "trim", "formatNumber", "parseInteger", "boolean", "not", "map",
            "filter", "sift", "keys", "append", "exists", "spread", "merge", "reverse", "each", "error", "assert",
            "type", "sort", "distinct", "base64encode", "base64decode", "encodeUrlComponent", "encodeUrl",
            "decodeUrlComponent", "decodeUrl", "toMillis");

    private static final String CLOCK = "would give another answer when the event is read again; send the time in the "
            + "event";
    private static final String CHANCE = "would give another answer when the event is read again";

    /** Name to the end of the sentence that refuses it. */
    static final Map<String, String> REFUSED = Map.of("eval", "is not allowed: expressions are fixed when the mapping "
            + "is published", "now", CLOCK, "millis", CLOCK, "random", CHANCE, "shuffle", CHANCE, "average",
            "computes in floating point; use $div($sum(x), $count(x), scale)", "sqrt", "computes in floating point",
            "power", "computes in floating point; use $mul", "formatBase", "computes in floating point; use $hex",
            "clone", "turns numbers into floating point; values need no copy here");

    private Builtins() {}
}
