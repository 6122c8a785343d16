package io.enterpriseproxy.mapping.document;

import java.util.Locale;

/** How the keys of a file are written. Both spellings are read; this is for what is written. */
public enum Spelling {
    /** {@code base-url}, as in the configuration. */
    KEBAB,
    /** {@code baseUrl}, as in mapping files. */
    CAMEL;

    /** A record component's name as a key. */
    String of(String component) {
        return this == CAMEL ? component : kebab(component);
    }

    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
