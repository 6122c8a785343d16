package io.enterpriseproxy.connector.database;

import java.util.Map;
import java.util.TreeSet;
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

    /** The SQL that a setting means. */
    static String resolve(String setting, String text, Map<String, String> declared) {
        if (!isName(text)) {
            return text;
        }
        String sql = declared.get(text);
        if (sql == null) {
            throw new IllegalArgumentException(setting + ": found the name " + text
                    + ", which the connection does not declare; expected SQL or one of "
                    + new TreeSet<>(declared.keySet()));
        }
        return sql;
    }

    static boolean skipsLockedRows(String sql) {
        return SKIP_LOCKED.matcher(sql).find();
    }
}
