package io.enterpriseproxy.server.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Looks for bytes in every column of every table of a ledger. */
public final class LedgerSearch {
    private LedgerSearch() {}

    /** The tables that hold a text. */
    public static List<String> tablesWith(JdbcTemplate jdbc, String text) {
        return tablesWith(jdbc, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The tables that hold these bytes. */
    public static List<String> tablesWith(JdbcTemplate jdbc, byte[] bytes) {
        List<String> tables = jdbc.query("SELECT table_name FROM information_schema.tables WHERE table_type IN"
                + " ('BASE TABLE') AND lower(table_schema) = 'public' ORDER BY table_name",
                (row, i) -> row.getString(1));
        if (tables.size() < 10) {
            throw new IllegalStateException("this is no ledger: " + tables);
        }
        return tables.stream().filter(table -> jdbc.queryForList("SELECT * FROM \"" + table + "\"").stream()
                .flatMap(row -> row.values().stream()).anyMatch(value -> holds(value, bytes)))
                .map(table -> table.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static boolean holds(Object value, byte[] bytes) {
        return switch (value) {
            case byte[] found -> contains(found, bytes);
            case null -> false;
            default -> contains(String.valueOf(value).getBytes(StandardCharsets.UTF_8), bytes);
        };
    }

    /** Whether bytes are in others. */
    public static boolean contains(byte[] all, byte[] bytes) {
        for (int at = 0; at + bytes.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + bytes.length, bytes, 0, bytes.length)) {
                return true;
            }
        }
        return false;
    }
}
