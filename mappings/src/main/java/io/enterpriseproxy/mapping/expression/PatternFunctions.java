package io.enterpriseproxy.mapping.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Utils;
import io.enterpriseproxy.mapping.event.CountedText;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static io.enterpriseproxy.mapping.expression.MappingFunction.example;

/** JSONata's pattern functions over texts that count each look at a character, so that no pattern can run away. */
final class PatternFunctions {
    private PatternFunctions() {}

    static List<MappingFunction> all() {
        return List.of(
                new MappingFunction("$contains(text, part)", "<s-(sf):b>",
                        "Whether a text or a match of a pattern is in it.", PatternFunctions::contains,
                        example("$contains(note, /^urgent/i)", "{\"note\": \"Urgent: call\"}", "true")),
                new MappingFunction("$match(text, pattern, limit?)", "<s-fn?:a<o>>",
                        "Each match as `{match, index, groups}`.", PatternFunctions::match,
                        example("$match(ref, /([A-Z]+)-([0-9]+)/).groups[1]", "{\"ref\": \"PO-4711\"}", "\"4711\"")),
                new MappingFunction("$replace(text, part, by, limit?)", "<s-(sf)(sf)n?:s>",
                        "With each part replaced: a text, or a pattern with `$1` or a function of the match.",
                        PatternFunctions::replace, example("$replace('1.234', '.', '')", "{}", "\"1234\""),
                        example("$replace('21.11.2026', /([0-9]+)\\.([0-9]+)\\.([0-9]+)/, '$3-$2-$1')", "{}",
                                "\"2026-11-21\"")),
                new MappingFunction("$split(text, separator, limit?)", "<s-(sf)n?:a<s>>",
                        "The parts between a text or a pattern.", PatternFunctions::split,
                        example("$split('a; b;c', /; */)", "{}", "[\"a\",\"b\",\"c\"]")));
    }

    private static @Nullable Object contains(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        return arguments.value(1) instanceof Pattern pattern
                ? matcher(arguments, pattern).find()
                : arguments.text(0).contains(arguments.text(1));
    }

    private static @Nullable Object match(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        if (!(arguments.value(1) instanceof Pattern pattern)) {
            throw arguments.refused("argument 2", arguments.value(1), "a pattern");
        }
        int limit = arguments.integer(2, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        List<Object> found = Utils.createSequence();
        Matcher matcher = matcher(arguments, pattern);
        while (found.size() < limit && matcher.find()) {
            found.add(found(matcher));
        }
        return found;
    }

    private static Map<String, Object> found(Matcher matcher) {
        List<@Nullable Object> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("match", matcher.group());
        found.put("index", matcher.start());
        found.put("groups", groups);
        return found;
    }

    private static @Nullable Object replace(Arguments arguments) throws Throwable {
        if (arguments.missing(0)) {
            return null;
        }
        Pattern pattern = arguments.value(1) instanceof Pattern given ? given : literal(arguments);
        boolean literal = !(arguments.value(1) instanceof Pattern);
        int limit = arguments.integer(3, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        String text = arguments.text(0);
        StringBuilder result = new StringBuilder();
        Matcher matcher = matcher(arguments, pattern);
        int end = 0;
        for (int i = 0; i < limit && matcher.find(); i++) {
            result.append(text, end, matcher.start()).append(replacement(arguments, matcher, literal));
            arguments.budget().refuseLongText(result.length());
            end = matcher.end();
        }
        return result.append(text, end, text.length()).toString();
    }

    private static String replacement(Arguments arguments, Matcher matcher, boolean literal) throws Throwable {
        if (!(arguments.value(2) instanceof String by)) {
            List<Object> match = new ArrayList<>(List.of(found(matcher)));
            return arguments.text(Functions.funcApply(arguments.value(2), match));
        }
        return literal ? by : expanded(by, matcher);
    }

    /** {@code $0} to {@code $9} are groups, {@code $$} is a dollar sign, as in JSONata. */
    private static String expanded(String by, Matcher matcher) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < by.length(); i++) {
            char next = by.charAt(i) == '$' && i + 1 < by.length() ? by.charAt(i + 1) : 0;
            if (next == '$') {
                text.append('$');
                i++;
            } else if (Character.isDigit(next)) {
                String group = next - '0' <= matcher.groupCount() ? matcher.group(next - '0') : null;
                text.append(group == null ? "" : group);
                i++;
            } else {
                text.append(by.charAt(i));
            }
        }
        return text.toString();
    }

    private static @Nullable Object split(Arguments arguments) {
        if (arguments.missing(0)) {
            return null;
        }
        String text = arguments.text(0);
        boolean byPattern = arguments.value(1) instanceof Pattern;
        Pattern pattern = arguments.value(1) instanceof Pattern given
                ? given
                : Pattern.compile(
                        Pattern.quote(arguments.text(1)));
        int limit = arguments.integer(2, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        List<Object> parts = new ArrayList<>();
        Matcher matcher = matcher(arguments, pattern);
        int end = 0;
        while (matcher.find()) {
            if (matcher.end() > 0 && (matcher.end() > matcher.start() || matcher.start() < text.length())) {
                parts.add(text.substring(end, matcher.start()));
                end = matcher.end();
            }
            arguments.budget().charge(byPattern ? 1 : 0);
        }
        parts.add(text.substring(end));
        return parts.size() > limit ? parts.subList(0, limit) : parts;
    }

    private static Pattern literal(Arguments arguments) {
        String part = arguments.text(1);
        if (part.isEmpty()) {
            throw arguments.refused("argument 2", part, "a text that is not empty");
        }
        return Pattern.compile(Pattern.quote(part));
    }

    private static Matcher matcher(Arguments arguments, Pattern pattern) {
        return pattern.matcher(new CountedText(arguments.text(0), () -> arguments.budget().charge(1)));
    }
}
