package io.enterpriseproxy.demo.check;

import java.util.List;

/** Something more that is looked at when the day is over, and shown above its summary. */
public interface Section {
    /** Asks, compares and says. */
    Finding look();

    /**
     * What was found.
     *
     * @param comparison counts with the others
     * @param lines for people
     */
    record Finding(Comparison comparison, List<String> lines) {
        public Finding {
            lines = List.copyOf(lines);
        }
    }
}
