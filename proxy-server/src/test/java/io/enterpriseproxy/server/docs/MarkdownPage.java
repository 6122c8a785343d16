package io.enterpriseproxy.server.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param path from the repository's root
 */
record MarkdownPage(Path path, String text) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*) *([^\\n]*)\\n(.*?)^ *```$");
    private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");
    private static final Pattern COMMAND = Pattern
            .compile("(?:^|[\\s`(])(?:\\./ep\\b|\\$EP(?= ))((?: +[^\\s`|&;)>]+)*)");

    /**
     * A fenced block.
     *
     * @param role what follows the language, such as {@code file=proxy.yaml}; empty if nothing does
     * @param line where it begins
     */
    record Block(String language, String role, String content, int line) {
        /** The value of a role of this name. */
        Optional<String> role(String name) {
            return role.startsWith(name + "=") ? Optional.of(role.substring(name.length() + 1)) : Optional.empty();
        }
    }

    List<Block> blocks() {
        return FENCE.matcher(text).results()
                .map(match -> new Block(match.group(1), match.group(2), match.group(3).stripIndent(), lineOf(match)))
                .toList();
    }

    /** What stands between single backticks. */
    List<String> inlineCode() {
        return matches(INLINE, prose());
    }

    /** Links to other pages and files, not to the web. */
    List<String> links() {
        return matches(LINK, prose().replaceAll(INLINE.pattern(), "code")).stream()
                .filter(link -> !link.contains("://") && !link.startsWith("mailto:")).toList();
    }

    List<String> headings() {
        return matches(HEADING, prose());
    }

    /** What links may name after a #. */
    List<String> anchors() {
        return headings().stream().map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-')).toList();
    }

    /** The words after each {@code ./ep} or {@code $EP}, in prose and blocks. */
    List<List<String>> commands() {
        return matches(COMMAND, text.replace("\\\n", " ")).stream().map(String::strip).filter(words -> !words.isEmpty())
                .map(words -> List.of(words.split(" +"))).toList();
    }

    private String prose() {
        return text.replaceAll(FENCE.pattern(), "");
    }

    private int lineOf(MatchResult match) {
        return 1 + (int) text.substring(0, match.start()).chars().filter(c -> c == '\n').count();
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
