package io.enterpriseproxy.mapping.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers every fault of one reading. Not thread-safe. */
public final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    public void add(Place place, String message) {
        add(new Fault(place.file(), place.line(), place.path(), message));
    }

    public void add(Fault fault) {
        faults.add(fault);
    }

    public void addAll(Iterable<Fault> others) {
        others.forEach(faults::add);
    }

    public boolean isEmpty() {
        return faults.isEmpty();
    }

    /** How many there are so far: compare before and after a step to see whether it was clean. */
    public int count() {
        return faults.size();
    }

    /** In the order of their lines, per file. */
    public List<Fault> list() {
        return faults.stream().sorted(Comparator.comparing(Fault::file).thenComparingInt(Fault::line)).toList();
    }

    /**
     * Ends the reading if anything was wrong.
     *
     * @throws DocumentException with all faults
     */
    public void throwIfAny() {
        if (!faults.isEmpty()) {
            throw new DocumentException(list());
        }
    }

    /** One fault per line. */
    public static String render(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}
