package io.enterpriseproxy.mapping.expression;

/**
 * A word of an expression.
 *
 * @param text without quotes and, for a variable, without the dollar sign
 * @param position of its first character, from 0
 */
record Token(Kind kind, String text, int position) {
    enum Kind {
        NAME, VARIABLE, STRING, NUMBER, REGEX, PREFIX, INFIX, OPEN, CLOSE
    }

    boolean is(Kind expected, String word) {
        return kind == expected && text.equals(word);
    }
}
