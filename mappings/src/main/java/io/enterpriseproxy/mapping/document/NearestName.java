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

    /** Levenshtein with neighbours swapped as one change, case not counted. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] changes = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                changes[i][j] = i == 0 || j == 0 ? i + j : changes(changes, a, b, i, j);
            }
        }
        return changes[a.length()][b.length()];
    }

    private static int changes(int[][] changes, String a, String b, int i, int j) {
        int replaced = changes[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(changes[i - 1][j], changes[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, changes[i - 2][j - 2] + 1) : least;
    }
}
