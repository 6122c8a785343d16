package io.enterpriseproxy.mapping.expression;

import io.enterpriseproxy.mapping.document.NearestName;
import io.enterpriseproxy.mapping.expression.Token.Kind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds in an expression what would make numbers inexact, answers different, or evaluation unbounded. */
final class Lint {
    private static final Map<String, String> EXACT_FUNCTION = Map.of("+", "$add", "-", "$sub", "*", "$mul", "/", "$div",
            "%", "$mod");
    /** Functions whose numbers are positions and counts, not amounts. */
    private static final Set<String> COUNTING = Set.of("substring", "pad", "split", "match", "replace");
    private static final Set<String> PATTERN_FUNCTIONS = Set.of("match", "contains", "replace", "split");
    private static final String CLOAK = "cloak";
    private static final int EXACT_DIGITS = 15;

    /** What the innermost open bracket belongs to. */
    private sealed interface Bracket {
        record Call(String function) implements Bracket {}

        record Parameters() implements Bracket {}

        record Predicate() implements Bracket {}

        record Group() implements Bracket {}
    }

    private final List<Token> tokens;
    private final Purpose purpose;
    private final Set<String> functions;
    private final Set<String> variables;
    private final Set<String> cloaks;
    private final Deque<Bracket> open = new ArrayDeque<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * What an expression may name.
     *
     * @param functions all that may be called
     * @param variables all that may be read besides the expression's own
     * @param cloaks all that {@code $cloak} may be called with
     */
    record Names(Set<String> functions, Set<String> variables, Set<String> cloaks) {}

    Lint(String expression, Purpose purpose, Names names) {
        this.tokens = Lexer.tokens(expression);
        this.purpose = purpose;
        this.functions = names.functions();
        this.variables = new HashSet<>(names.variables());
        this.cloaks = names.cloaks();
        collectOwnVariables();
        for (int i = 0; i < tokens.size(); i++) {
            look(i, tokens.get(i));
        }
    }

    List<String> refusals() {
        return refusals;
    }

    List<String> warnings() {
        return warnings;
    }

    private void collectOwnVariables() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.VARIABLE && (followedBy(i, ":=") || introduced(i))) {
                variables.add(tokens.get(i).text());
            }
        }
    }

    /** A parameter of a function, or bound by {@code @} or {@code #}. */
    private boolean introduced(int i) {
        if (i > 0 && Set.of("@", "#").contains(tokens.get(i - 1).text())) {
            return true;
        }
        int before = i - 1;
        while (before >= 0 && (tokens.get(before).kind() == Kind.VARIABLE || tokens.get(before).text().equals(","))) {
            before--;
        }
        return before > 0 && tokens.get(before).is(Kind.OPEN, "(") && isLambdaWord(before - 1);
    }

    private boolean isLambdaWord(int i) {
        return tokens.get(i).is(Kind.NAME, "function") || tokens.get(i).is(Kind.NAME, "λ");
    }

    private boolean followedBy(int i, String word) {
        return i + 1 < tokens.size() && tokens.get(i + 1).text().equals(word);
    }

    private void look(int i, Token token) {
        switch (token.kind()) {
            case OPEN -> open.push(bracket(i, token));
            case CLOSE -> open.poll();
            case VARIABLE -> variable(i, token);
            case NUMBER -> number(token);
            case REGEX -> regex(token);
            case PREFIX -> prefix(i, token);
            case INFIX -> infix(token);
            case NAME, STRING -> {
            }
        }
    }

    private Bracket bracket(int i, Token token) {
        boolean afterOperand = i > 0 && Set.of(Kind.NAME, Kind.VARIABLE, Kind.CLOSE, Kind.REGEX, Kind.STRING)
                .contains(tokens.get(i - 1).kind());
        if (!afterOperand) {
            return new Bracket.Group();
        }
        if (token.text().equals("[")) {
            return new Bracket.Predicate();
        }
        if (!token.text().equals("(")) {
            return new Bracket.Group();
        }
        return isLambdaWord(i - 1) ? new Bracket.Parameters() : new Bracket.Call(tokens.get(i - 1).text());
    }

    private void variable(int i, Token token) {
        String name = token.text();
        if (variables.contains(name) || name.isEmpty() || name.equals("$")) {
            return;
        }
        String refused = Builtins.REFUSED.get(name);
        if (refused != null) {
            refuse(token, "$" + name + " " + refused);
        } else if (name.equals(CLOAK)) {
            cloak(i, token);
        } else if (!functions.contains(name)) {
            refuse(token, followedBy(i, "(")
                    ? "there is no function $" + name + NearestName.hint(name, functions)
                    : "the variable $" + name + " is not set" + NearestName.hint(name, variables));
        }
    }

    /** A misspelt name would give nothing, or hide which field is on the chain. */
    private void cloak(int i, Token token) {
        if (cloaks.isEmpty()) {
            refuse(token, "$cloak may stand only under call.args, in a mapping with fields under cloak");
        } else if (!(followedBy(i, "(") && i + 3 < tokens.size() && tokens.get(i + 2).kind() == Kind.STRING
                && tokens.get(i + 3).is(Kind.CLOSE, ")"))) {
            refuse(token, "$cloak takes the name of a field under cloak, written out: $cloak('"
                    + cloaks.stream().sorted().findFirst().orElseThrow() + "')");
        } else if (!cloaks.contains(tokens.get(i + 2).text())) {
            refuse(token, "there is no field " + tokens.get(i + 2).text() + " under cloak"
                    + NearestName.hint(tokens.get(i + 2).text(), cloaks));
        }
    }

    private void number(Token token) {
        String digits = token.text();
        if (counting()) {
            return;
        }
        if (digits.length() > EXACT_DIGITS || !digits.chars().allMatch(Character::isDigit)) {
            inexact(token, "the number " + digits + " is read as floating point; write it as text: '" + digits + "'");
        }
    }

    private void regex(Token token) {
        if (!(open.peek() instanceof Bracket.Call call && PATTERN_FUNCTIONS.contains(call.function()))) {
            refuse(token, "a pattern may stand only as an argument of $match, $contains, $replace or $split");
        }
    }

    private void prefix(int i, Token token) {
        switch (token.text()) {
            case "|" -> refuse(token, "the transform operator |…| turns numbers into floating point; build the object "
                    + "with { … } instead");
            case "?" -> refuse(token, "partial application (?) is not supported; write function($x){ … }");
            case "-" -> {
                if (i + 1 < tokens.size() && tokens.get(i + 1).kind() != Kind.NUMBER) {
                    arithmetic(token);
                }
            }
            default -> {
            }
        }
    }

    private void infix(Token token) {
        if (EXACT_FUNCTION.containsKey(token.text())) {
            arithmetic(token);
        }
    }

    private void arithmetic(Token token) {
        if (!counting()) {
            inexact(token, "the operator " + token.text() + " computes in floating point; use "
                    + EXACT_FUNCTION.get(token.text()));
        }
    }

    private boolean counting() {
        return open.peek() instanceof Bracket.Predicate
                || (open.peek() instanceof Bracket.Call call && COUNTING.contains(call.function()));
    }

    private void inexact(Token token, String message) {
        if (purpose == Purpose.EXACT) {
            refuse(token, message);
        } else {
            warnings.add("at character " + (token.position() + 1) + ": " + message);
        }
    }

    private void refuse(Token token, String message) {
        refusals.add("at character " + (token.position() + 1) + ": " + message);
    }
}
