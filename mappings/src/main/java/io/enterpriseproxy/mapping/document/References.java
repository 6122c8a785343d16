package io.enterpriseproxy.mapping.document;

/** Resolves what {@code ${env:NAME}} and {@code ${file:PATH}} stand for. Handed in, so that binding reads nothing itself. */
@FunctionalInterface
public interface References {
    /** For files in which references are not allowed. */
    References NONE = (scheme, name) -> {
        throw new IllegalArgumentException("references such as ${env:…} and ${file:…} are not allowed in this file");
    };

    /**
     * The text that a reference stands for.
     *
     * @param scheme {@code env} or {@code file}
     * @param name what follows the colon
     * @throws IllegalArgumentException saying why there is none; never with the content
     */
    String resolve(String scheme, String name);
}
