package io.enterpriseproxy.mapping;

import io.enterpriseproxy.connector.Problem;

import java.util.List;

/** What becomes of a mapping's events. Immutable and thread-safe. */
sealed interface EventUse permits CallMaker, RecordMaker, ContractEvents {
    /**
     * Makes it, or refuses the event.
     *
     * @param input with cloaked fields
     * @param problems those that were found before; then nothing is made
     */
    MapOutcome make(EventMaker.Known known, Template.Input input, List<Problem> problems);
}
