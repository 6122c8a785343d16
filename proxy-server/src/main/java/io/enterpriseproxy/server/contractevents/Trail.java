package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Blocks that a cursor was at, newest first, with their hashes: the newest of them that the chain still has is as far as a
 * reorg left things as they were.
 */
record Trail(List<Step> steps) {
    static final Trail NONE = new Trail(List.of());
    private static final int KEPT = 64;

    Trail {
        steps = List.copyOf(steps);
    }

    /** A block that the cursor was at. */
    record Step(long number, String hash) {
        /** Whether this is the block. */
        boolean is(Block block) {
            return block.number() == number && block.hash().equals(hash);
        }

        /** Whether this block is its child. */
        boolean isParentOf(Block block) {
            return block.number() == number + 1 && block.parentHash().equals(hash);
        }
    }

    /** As {@link #text} wrote it. */
    static Trail parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String step : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int colon = step.indexOf(':');
            steps.add(new Step(Long.parseLong(step.substring(0, colon)), step.substring(colon + 1)));
        }
        return new Trail(steps);
    }

    String text() {
        return steps.stream().map(step -> step.number() + ":" + step.hash()).collect(Collectors.joining(" "));
    }

    /** Where the cursor is; empty before the first block. */
    Optional<Step> tip() {
        return steps.stream().findFirst();
    }

    /** One step on. */
    Trail to(Block block) {
        List<Step> longer = new ArrayList<>(List.of(new Step(block.number(), block.hash())));
        longer.addAll(steps);
        return new Trail(longer.subList(0, Math.min(KEPT, longer.size())));
    }

    /** Back at one of its steps. */
    Trail backTo(Step step) {
        return new Trail(steps.subList(steps.indexOf(step), steps.size()));
    }
}
