package io.enterpriseproxy.mapping;

import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping as it was written.
 *
 * @param file its name for messages
 * @param text YAML
 * @param files the text of a file that it names (schema, test events), by the path as it is written there
 */
public record MappingSource(String file, String text, Function<String, Optional<String>> files) {
    /** A mapping that can name no files. */
    public static MappingSource alone(String file, String text) {
        return new MappingSource(file, text, path -> Optional.empty());
    }
}
