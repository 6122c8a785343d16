package io.enterpriseproxy.connector.database;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** SQL in settings: the text itself, or one word that names a statement declared under the connection. */
final class SqlText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
    private static final Pattern SKIP_LOCKED = Pattern.compile("\\bskip\\s+locked\\b", Pattern.CASE_INSENSITIVE);

    private SqlText() {}

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static void requireName(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "statements: found the name " + name + "; expected letters, digits, - and _");
        }
    }

    /** The SQL that a setting means; null if it names a statement that is not declared. */
    static @Nullable String resolve(String text, Map<String, String> declared) {
        return isName(text) ? declared.get(text) : text;
    }

    /** The SQL that a checked setting means. */
    static String require(String text, Map<String, String> declared) {
        return Objects.requireNonNull(resolve(text, declared), text);
    }

    static boolean skipsLockedRows(String sql) {
        return SKIP_LOCKED.matcher(sql).find();
    }
}
