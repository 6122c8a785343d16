package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.server.lane.LaneTakings;
import io.enterpriseproxy.server.ledger.ParkedResult;
import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.ledger.WaitingResult;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import io.enterpriseproxy.server.ledger.WriteBackRows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what may be delivered to a target now, in order: a result that waits for another try, or (with
 * {@code onFailure: hold}) is parked, holds the later ones of its ordering key and no others.
 */
final class DueResults {
    private static final int PAGE = 2_000;
    /** However many results are held, others are looked for behind so many of them at most, each time. */
    private static final int PAGES = 50;

    private final String owner;
    private final LaneTakings takings;
    private final WriteBackRows rows;
    private final Targets targets;
    private final WriteBackPolicy policy;
    private final Map<TargetKey, Lookout> lookouts = new ConcurrentHashMap<>();

    DueResults(String owner, LaneTakings takings, WriteBackRows rows, Targets targets, WriteBackPolicy policy) {
        this.owner = owner;
        this.takings = takings;
        this.rows = rows;
        this.targets = targets;
        this.policy = policy;
    }

    /**
     * At most so many results of one rule and mapping version; empty if nothing is due. Of one target it is asked for by one
     * thread at a time.
     */
    List<WriteBackRecord> next(TargetKey target, int limit) {
        Lookout lookout = lookouts.computeIfAbsent(target, first -> new Lookout());
        long stamp = takings.stamp();
        Map<String, Long> parked = parked(target);
        long begin = lookout.begin(System.nanoTime(), stamp, parked);
        BatchChoice choice = choose(target, begin, parked, limit, lookout);
        if (!takings.holds(stamp)) {
            lookout.restart(System.nanoTime());
            choice = choose(target, Lookout.START, parked, limit, lookout);
        }
        return choice.results().isEmpty() ? List.of() : rows.bySeq(choice.results());
    }

    /** Looks for results from the first number on, the next time. */
    void lookFromTheStart() {
        lookouts.clear();
    }

    private BatchChoice choose(TargetKey target, long begin, Map<String, Long> parked, int limit, Lookout lookout) {
        BatchChoice choice = new BatchChoice(parked, limit);
        long after = begin;
        for (int page = 0; page < PAGES && !choice.isFull(); page++) {
            // Where nothing is held, the first look is enough.
            int size = page == 0 ? limit : PAGE;
            List<WaitingResult> waiting = rows.waiting(owner, target, after,
                    page == 0 ? List.of() : choice.heldKeys(), size, policy.longestRetry());
            if (page == 0 && !waiting.isEmpty()) {
                lookout.saw(System.nanoTime(), waiting.getFirst().seq());
            }
            waiting.forEach(choice::consider);
            if (waiting.size() < size) {
                break;
            }
            after = waiting.getLast().seq();
        }
        return choice;
    }

    /** The first parked result of each ordering key that holds the later ones. */
    private Map<String, Long> parked(TargetKey target) {
        Map<String, Long> first = new HashMap<>();
        for (ParkedResult parked : rows.parked(target)) {
            if (targets.holds(target.mapping(), parked)) {
                first.merge(parked.orderingKey(), parked.seq(), Math::min);
            }
        }
        return first;
    }
}
