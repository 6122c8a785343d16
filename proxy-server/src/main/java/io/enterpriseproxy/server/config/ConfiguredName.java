package io.enterpriseproxy.server.config;

import java.util.regex.Pattern;

/** What chains, contracts, keys, stores, connections and address books may be called: nothing that looks like another name. */
public final class ConfiguredName {
    /** For people. */
    public static final String RULE = "letters, digits, . _ - (at most 64)";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private ConfiguredName() {}

    /** Whether it is one. */
    public static boolean fits(String name) {
        return NAME.matcher(name).matches();
    }
}
