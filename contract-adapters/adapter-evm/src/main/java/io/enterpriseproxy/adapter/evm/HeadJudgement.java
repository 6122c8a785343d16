package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.Fault.Kind;
import io.enterpriseproxy.adapter.evm.Sighting.Marks;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which nodes are on another fork, claim what they cannot show, or lag. A claim alone proves nothing: the head that counts is
 * one that more than half of the nodes have reached. Two nodes cannot outvote each other: on a fork the preferred one is
 * right; behind is the one that lacks what the other shows.
 *
 * @param faults in the order of the nodes; null: nothing is wrong, or it was not heard
 * @param head number of the newest block that counts; negative: no node was heard
 * @param next what to ask for in the next round
 */
record HeadJudgement(List<@Nullable Fault> faults, long head, Marks next) {
    /** Blocks that nodes may differ in without being on another fork. */
    private static final int TIP = 2;

    /** @param seen in order of preference; null: not heard */
    static HeadJudgement of(List<@Nullable Sighting> seen, Marks asked, int maxLag) {
        List<@Nullable Fault> faults = new ArrayList<@Nullable Fault>(
                Collections.<@Nullable Fault>nCopies(seen.size(), null));
        forks(seen, asked, faults);
        List<Sighting> agreeing = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            Sighting each = seen.get(i);
            if (each != null && faults.get(i) == null) {
                agreeing.add(each);
            }
        }
        if (agreeing.isEmpty()) {
            return new HeadJudgement(faults, -1, Marks.NONE);
        }
        long common = agreeing.stream().map(Sighting::head).sorted(Comparator.reverseOrder()).toList()
                .get(agreeing.size() / 2);
        boolean leftBehind = agreeing.size() == 2 && agreeing.stream().anyMatch(Sighting::leads);
        long head = leftBehind ? Math.max(common, asked.lead()) : common;
        for (int i = 0; i < seen.size(); i++) {
            Sighting each = seen.get(i);
            if (each != null && faults.get(i) == null) {
                faults.set(i, fault(each, head, common, asked, maxLag));
            }
        }
        return new HeadJudgement(faults, head, new Marks(Math.max(0, common - TIP), common + maxLag + 1));
    }

    private static void forks(List<@Nullable Sighting> seen, Marks asked, List<@Nullable Fault> faults) {
        List<String> hashes = seen.stream().filter(Objects::nonNull).map(Sighting::hashAtMark)
                .filter(Objects::nonNull).toList();
        if (hashes.isEmpty()) {
            return;
        }
        Map<String, Long> votes = hashes.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        String majority = votes.entrySet().stream().filter(group -> 2 * group.getValue() > hashes.size())
                .map(Map.Entry::getKey).findFirst().orElse(null);
        String right = majority == null ? hashes.getFirst() : majority;
        String whose = majority == null
                ? "the preferred node has another, and no majority can tell who is right"
                : votes.get(right) + " of " + hashes.size() + " nodes have another";
        for (int i = 0; i < seen.size(); i++) {
            Sighting each = seen.get(i);
            String hash = each == null ? null : each.hashAtMark();
            if (hash != null && !hash.equals(right)) {
                faults.set(i, new Fault(Kind.FORKED, "is on another fork: it has the block " + asked.mark() + " " + hash
                        + "; " + whose + ": " + right));
            }
        }
    }

    private static @Nullable Fault fault(Sighting node, long head, long common, Marks asked, int maxLag) {
        if (head - node.head() > maxLag) {
            return new Fault(Kind.LAGGING, "lags: it is at block " + node.head() + ", others are at " + head
                    + " at least");
        }
        boolean claims = asked.lead() > 0 && node.head() >= asked.lead() && node.head() - common > maxLag;
        return claims && !node.leads()
                ? new Fault(Kind.FORKED, "claims to be at block " + node.head() + ", but does not show block "
                        + asked.lead())
                : null;
    }
}
