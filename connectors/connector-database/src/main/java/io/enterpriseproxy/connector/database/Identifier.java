package io.enterpriseproxy.connector.database;

import java.util.regex.Pattern;

/** Names of tables and columns in settings: they become part of a statement, so nothing else may hide in them. */
final class Identifier {
    private static final String PART = "(?:[\\p{L}_][\\p{L}\\p{N}_$#]*|\"[^\"\\p{Cntrl}]+\"|`[^`\\p{Cntrl}]+`)";
    private static final Pattern COLUMN = Pattern.compile(PART);
    private static final Pattern TABLE = Pattern.compile(PART + "(?:\\." + PART + "){0,2}");
    private static final Pattern ORDER = Pattern
            .compile(PART + "(?i: asc| desc)?(?:, ?" + PART + "(?i: asc| desc)?)*");

    private Identifier() {}

    static void requireColumn(String setting, String value) {
        require(COLUMN, setting, value, "the name of a column");
    }

    static void requireTable(String setting, String value) {
        require(TABLE, setting, value, "the name of a table, with its schema if need be");
    }

    static void requireOrder(String setting, String value) {
        require(ORDER, setting, value, "names of columns, separated by commas");
    }

    private static void require(Pattern pattern, String setting, String value, String expected) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(setting + ": found " + value + "; expected " + expected);
        }
    }
}
