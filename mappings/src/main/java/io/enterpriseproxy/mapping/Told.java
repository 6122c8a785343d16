package io.enterpriseproxy.mapping;

import io.enterpriseproxy.mapping.document.Node;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a mapping's write-back rules tell of.
 *
 * @param words for messages
 * @param statuses what a rule's {@code on} may name
 * @param view what expressions see of it
 */
record Told(String words, Set<OutcomeStatus> statuses, Set<String> view) {
    private static final Told CALLS = new Told("an outcome", EnumSet.allOf(OutcomeStatus.class),
            Set.of("event", "call", "transaction", "receipt", "events", "error", AnchorCompiler.ANCHOR));
    private static final Told CONTRACT_EVENTS = new Told("an event of a contract",
            EnumSet.of(OutcomeStatus.MINED, OutcomeStatus.CONFIRMED, OutcomeStatus.RETRACTED),
            Set.of(ContractEvents.EVENT, ContractEvents.LOG));

    Told {
        statuses = Set.copyOf(statuses);
        view = Set.copyOf(view);
    }

    /** Of a mapping with this source. */
    static Told by(Optional<Node> from) {
        return from.flatMap(ContractSourceCompiler::in).isPresent() ? CONTRACT_EVENTS : CALLS;
    }
}
