package io.enterpriseproxy.server.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Attempts of a lane in a compact form, in order: {@code 17-20/0 12/1} are those with number 0 at the nonces 17 to 20, then
 * number 1 at nonce 12.
 */
public record AttemptList(List<Range> ranges) {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})(?:-(\\d{1,18}))?/(\\d{1,5})");

    public AttemptList {
        ranges = List.copyOf(ranges);
    }

    /** Attempts of one number at consecutive nonces. */
    public record Range(long first, long last, int number) {
        @Override
        public String toString() {
            return (first == last ? Long.toString(first) : first + "-" + last) + "/" + number;
        }
    }

    static AttemptList of(List<NewAttempt> attempts) {
        List<Range> ranges = new ArrayList<>();
        for (NewAttempt attempt : attempts) {
            Range last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.number() == attempt.number() && last.last() + 1 == attempt.nonce()) {
                ranges.set(ranges.size() - 1, new Range(last.first(), attempt.nonce(), last.number()));
            } else {
                ranges.add(new Range(attempt.nonce(), attempt.nonce(), attempt.number()));
            }
        }
        return new AttemptList(ranges);
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException if the text is no such list
     */
    public static AttemptList parse(String text) {
        List<Range> ranges = new ArrayList<>();
        StringTokenizer words = new StringTokenizer(text, " ");
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            Matcher range = RANGE.matcher(word);
            if (!range.matches()) {
                throw new IllegalArgumentException("found " + word + " in a list of attempts");
            }
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
            if (last < first) {
                throw new IllegalArgumentException("found " + word + " in a list of attempts");
            }
            ranges.add(new Range(first, last, Integer.parseInt(range.group(3))));
        }
        return new AttemptList(ranges);
    }

    /** How many attempts there are. */
    public long count() {
        return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
    }

    @Override
    public String toString() {
        return ranges.stream().map(Range::toString).collect(Collectors.joining(" "));
    }
}
