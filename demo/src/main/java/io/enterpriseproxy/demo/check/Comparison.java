package io.enterpriseproxy.demo.check;

import java.util.ArrayList;
import java.util.List;

/** Compares what is there with what should be, and keeps each difference as a sentence. Not thread-safe. */
public final class Comparison {
    private final List<String> differences = new ArrayList<>();
    private int compared;

    /** Compares two values by equals. */
    public void same(String what, Object expected, Object found) {
        compared++;
        if (!expected.equals(found)) {
            differences.add(what + ": expected " + expected + ", found " + found);
        }
    }

    /** How many values were compared. */
    public int compared() {
        return compared;
    }

    /** What differs; empty if all agree. */
    public List<String> differences() {
        return List.copyOf(differences);
    }
}
