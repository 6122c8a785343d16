package io.enterpriseproxy.server.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a client of the HTTP API may be called. The name stands in the audit trail, so it must not pass for another's. */
public final class ClientName {
    /** The rule, for people. */
    public static final String RULE = "letters, digits, . _ @ - (at most 64), a letter or digit first, and neither file"
            + " nor nobody";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    /** Whom the audit trail names besides clients. */
    private static final Set<String> OTHERS = Set.of(likeness("file"), likeness("nobody"));

    private ClientName() {}

    /** Whether a client may have this name. */
    public static boolean isGood(String name) {
        return FORM.matcher(name).matches() && !OTHERS.contains(likeness(name));
    }

    /** The same for names that people would take for each other: by case, by . _ -, by 0 o, by 1 i l, by rn m. */
    public static String likeness(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-').replace('0', 'o').replace('1', 'i')
                .replace('l', 'i').replace("rn", "m").replace("vv", "w");
    }
}
