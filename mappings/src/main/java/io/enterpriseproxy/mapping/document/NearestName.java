package io.enterpriseproxy.mapping.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody probably meant. */
public final class NearestName {
    private NearestName() {}

    /**
     * A sentence for the end of a message.
     *
     * @return {@code "; did you mean amount?"} if a name is close, else {@code "; expected one of …"}
     */
    public static String hint(String given, Collection<String> names) {
        if (names.isEmpty()) {
            return "; there is none";
        }
        String nearest = names.stream().min(Comparator.comparingInt(name -> distance(given, name))).orElseThrow();
        if (distance(given, nearest) <= Math.max(1, Math.min(given.length(), nearest.length()) / 3)) {
            return "; did you mean " + nearest + "?";
        }
        return "; expected one of " + String.join(", ", names.stream().sorted().toList());
    }

    /** Levenshtein, case not counted. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
