package io.enterpriseproxy.mapping.document;

import java.util.regex.Pattern;

/**
 * Where a node stands.
 *
 * @param file the file's name as people know it
 * @param line from 1
 * @param column from 1
 * @param path keys and indices from the root, for example {@code writeBack[0].jms.connection}; empty for the root
 */
public record Place(String file, int line, int column, String path) {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_$-]+");

    /** The path of an entry of a mapping at this place. */
    public String pathOf(String key) {
        if (!PLAIN_KEY.matcher(key).matches()) {
            return path + "['" + key + "']";
        }
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The path of an item of a list at this place. */
    public String pathOf(int index) {
        return path + "[" + index + "]";
    }
}
