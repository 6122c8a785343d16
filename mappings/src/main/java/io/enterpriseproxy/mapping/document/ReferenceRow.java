package io.enterpriseproxy.mapping.document;

import org.jspecify.annotations.Nullable;

/**
 * A line of a reference page.
 *
 * @param path from the record, for example {@code retention.final-calls}, {@code keys.NAME.keystore}
 * @param type for people: {@code text}, {@code duration}, {@code list of text} …
 * @param defaultText as written in a file; null if there is none
 */
public record ReferenceRow(
        String path,
        String type,
        @Nullable String defaultText,
        boolean required,
        String description) {}
