package io.enterpriseproxy.server.audit;

import io.enterpriseproxy.server.ledger.AttemptList.Range;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Attempts of a lane, in few ranges however many they are. */
final class SignedRanges {
    /** By number: the first nonce of each range and its last. */
    private final Map<Integer, TreeMap<Long, Long>> byNumber = new TreeMap<>();

    /** False if some of them are there already. */
    boolean add(Range range) {
        TreeMap<Long, Long> ranges = byNumber.computeIfAbsent(range.number(), none -> new TreeMap<>());
        long first = range.first();
        long last = range.last();
        boolean fresh = true;
        Map.Entry<Long, Long> near = ranges.floorEntry(last + 1);
        while (near != null && near.getValue() >= first - 1) {
            fresh &= near.getValue() < range.first() || near.getKey() > range.last();
            first = Math.min(first, near.getKey());
            last = Math.max(last, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(last + 1);
        }
        ranges.put(first, last);
        return fresh;
    }

    boolean has(long nonce, int number) {
        TreeMap<Long, Long> ranges = byNumber.get(number);
        Map.Entry<Long, Long> near = ranges == null ? null : ranges.floorEntry(nonce);
        return near != null && near.getValue() >= nonce;
    }

    List<Range> all() {
        List<Range> all = new ArrayList<>();
        byNumber.forEach((number, ranges) -> ranges.forEach((first, last) -> all.add(new Range(first, last, number))));
        return all;
    }
}
