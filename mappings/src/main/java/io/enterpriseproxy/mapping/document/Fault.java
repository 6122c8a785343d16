package io.enterpriseproxy.mapping.document;

/**
 * Something wrong in a file.
 *
 * @param path keys and indices from the root; empty for the whole file
 * @param message what was found, what was expected, the cure; no secret
 */
public record Fault(String file, int line, String path, String message) {
    /** One line: {@code file:line: path: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
