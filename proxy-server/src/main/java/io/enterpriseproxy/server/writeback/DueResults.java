package io.enterpriseproxy.server.writeback;

import io.enterpriseproxy.server.ledger.TargetKey;
import io.enterpriseproxy.server.ledger.WaitingResult;
import io.enterpriseproxy.server.ledger.WriteBackRecord;
import io.enterpriseproxy.server.ledger.WriteBackRows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what may be delivered to a target now, in order: a result that waits for another try, or (with
 * {@code onFailure: hold}) is parked, holds the later ones of its ordering key and no others.
 */
final class DueResults {
    private static final int PAGE = 2_000;
    /** However many results are held, others are looked for behind so many of them at most, each time. */
    private static final int PAGES = 50;

    private final String owner;
    private final WriteBackRows rows;
    private final Targets targets;
    private final WriteBackPolicy policy;

    DueResults(String owner, WriteBackRows rows, Targets targets, WriteBackPolicy policy) {
        this.owner = owner;
        this.rows = rows;
        this.targets = targets;
        this.policy = policy;
    }

    /** At most so many results of one mapping version; empty if nothing is due. */
    List<WriteBackRecord> next(TargetKey target, int limit) {
        Map<String, Long> parked = rows.parked(target);
        Set<String> held = new HashSet<>();
        List<Long> chosen = new ArrayList<>();
        int version = -1;
        long after = Long.MIN_VALUE;
        for (int page = 0; page < PAGES; page++) {
            // Where nothing is held, the first look is enough.
            int size = page == 0 ? limit : PAGE;
            List<WaitingResult> waiting = rows.waiting(owner, target, after, size, policy.longestRetry());
            for (WaitingResult result : waiting) {
                after = result.seq();
                if (isHeld(target, result, held, parked)) {
                    continue;
                }
                if (!chosen.isEmpty() && (chosen.size() == limit || result.mappingVersion() != version)) {
                    return rows.bySeq(chosen);
                }
                version = result.mappingVersion();
                chosen.add(result.seq());
            }
            if (waiting.size() < size || chosen.size() == limit) {
                break;
            }
        }
        return chosen.isEmpty() ? List.of() : rows.bySeq(chosen);
    }

    private boolean isHeld(TargetKey target, WaitingResult result, Set<String> held, Map<String, Long> parked) {
        String key = result.orderingKey();
        if (key == null) {
            return !result.due();
        }
        Long parkedBefore = parked.get(key);
        if (parkedBefore != null && parkedBefore < result.seq() && targets.holds(target, result.mappingVersion())) {
            return true;
        }
        if (!result.due()) {
            held.add(key);
        }
        return held.contains(key);
    }
}
