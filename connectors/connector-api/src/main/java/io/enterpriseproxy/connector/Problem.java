package io.enterpriseproxy.connector;

import org.jspecify.annotations.Nullable;

/**
 * Something refused or broken, as data: the same in the API's answer, the ledger's row, the dead letter, the metric and
 * the log.
 *
 * @param code what kind of problem
 * @param detail one plain sentence: what is wrong here
 * @param place where: a line and path of a file, a path in the event, the name of an argument
 * @param found what was there; never a secret
 * @param expected what would be right
 */
public record Problem(
        ProblemCode code,
        String detail,
        @Nullable String place,
        @Nullable String found,
        @Nullable String expected) {

    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, null, null, null);
    }

    public static Problem at(ProblemCode code, String place, String detail) {
        return new Problem(code, detail, place, null, null);
    }

    /** One line for people: place, detail, found, expected, cure. */
    public String message() {
        StringBuilder line = new StringBuilder();
        if (place != null) {
            line.append(place).append(": ");
        }
        line.append(detail);
        if (found != null) {
            line.append("; found ").append(found);
        }
        if (expected != null) {
            line.append("; expected ").append(expected);
        }
        return line.append(". ").append(code.cure()).toString();
    }
}
