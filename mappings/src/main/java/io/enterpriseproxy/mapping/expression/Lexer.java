package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.mapping.expression.Token.Kind;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Splits an expression that the library has parsed into words, for {@link Lint}: the library does not open its own
 * syntax tree. Tells infix from prefix, because {@code *}, {@code /}, {@code %}, {@code -} and {@code [} mean different
 * things there.
 */
final class Lexer {
    private static final String SPACE = " \t\n\r";
    private static final String OPERATORS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final Set<String> DOUBLE = Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int regexDepth;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpaceAndComments()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private boolean skipSpaceAndComments() {
        while (at < text.length()) {
            if (SPACE.indexOf(text.charAt(at)) >= 0) {
                at++;
            } else if (text.startsWith("/*", at)) {
                at = after("*/", at + 2);
            } else {
                return true;
            }
        }
        return false;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            quoted(c);
        } else if (c == '`') {
            int end = after("`", at + 1);
            add(Kind.NAME, text.substring(at + 1, end - 1), end);
        } else if (c == '/' && !afterOperand()) {
            regex();
        } else if (OPERATORS.indexOf(c) >= 0) {
            operator();
        } else {
            word();
        }
    }

    private void quoted(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        add(Kind.STRING, text.substring(at + 1, Math.min(end, text.length())), end + 1);
    }

    /** As the library finds the end of a pattern, to the letter: what it sees must be what is judged. */
    private void regex() {
        int end = at + 1;
        while (end < text.length() && !closingSlash(end)) {
            char c = text.charAt(end);
            if (text.charAt(end - 1) != '\\') {
                regexDepth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
            end++;
        }
        while (end + 1 < text.length() && "im".indexOf(text.charAt(end + 1)) >= 0) {
            end++;
        }
        add(Kind.REGEX, text.substring(at, Math.min(end + 1, text.length())), end + 1);
    }

    private boolean closingSlash(int index) {
        int backslashes = 0;
        while (text.charAt(index - backslashes - 1) == '\\') {
            backslashes++;
        }
        return text.charAt(index) == '/' && regexDepth == 0 && backslashes % 2 == 0;
    }

    private void operator() {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        String operator = DOUBLE.contains(two) ? two : two.substring(0, 1);
        Kind kind = switch (operator) {
            case "(", "[", "{" -> Kind.OPEN;
            case ")", "]", "}" -> Kind.CLOSE;
            default -> afterOperand() ? Kind.INFIX : Kind.PREFIX;
        };
        add(kind, operator, at + operator.length());
    }

    private void word() {
        int end = at;
        while (end < text.length() && SPACE.indexOf(text.charAt(end)) < 0
                && OPERATORS.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        if (word.startsWith("$")) {
            add(Kind.VARIABLE, word.substring(1), end);
        } else if (Character.isDigit(word.charAt(0))) {
            number();
        } else {
            add(WORD_OPERATORS.contains(word) && afterOperand() ? Kind.INFIX : Kind.NAME, word, end);
        }
    }

    private void number() {
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) || decimalPoint(end)
                || exponentSign(end))) {
            end++;
        }
        add(Kind.NUMBER, text.substring(at, end), end);
    }

    private boolean decimalPoint(int index) {
        return text.charAt(index) == '.' && index + 1 < text.length() && Character.isDigit(text.charAt(index + 1));
    }

    private boolean exponentSign(int index) {
        return "+-".indexOf(text.charAt(index)) >= 0 && "eE".indexOf(text.charAt(index - 1)) >= 0;
    }

    private void add(Kind kind, String word, int end) {
        tokens.add(new Token(kind, word, at));
        at = end;
    }

    private int after(String mark, int from) {
        int index = text.indexOf(mark, from);
        return index < 0 ? text.length() : index + mark.length();
    }

    private boolean afterOperand() {
        @Nullable
        Token last = tokens.isEmpty() ? null : tokens.getLast();
        return last != null && switch (last.kind()) {
            case NAME, VARIABLE, STRING, NUMBER, REGEX, CLOSE -> true;
            case PREFIX -> last.text().equals("*") || last.text().equals("**") || last.text().equals("%");
            case INFIX, OPEN -> false;
        };
    }
}
