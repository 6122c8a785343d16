package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.SourceEvent;
import io.enterpriseproxy.connector.SubmitOutcome;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.server.ledger.KeyHash;
import io.enterpriseproxy.server.ledger.RecordLeaf;
import org.jspecify.annotations.Nullable;

/** An event after mapping, before the ledger. */
sealed interface Candidate {
    /**
     * A call that the ABI takes.
     *
     * @param leaf of a record; null for any other call
     * @param park whether it is parked, rather than answered, if its key belongs to another event
     */
    record Callable(SourceEvent event, int mappingVersion, MappedCall mapped, KeyHash key,
            @Nullable RecordLeaf leaf, boolean park)
            implements
                Candidate {}

    /** A refused event that is kept as a dead letter. */
    record Parkable(SourceEvent event, Problem problem) implements Candidate {}

    /** An event that needs no row. */
    record Answered(SubmitOutcome outcome) implements Candidate {}
}
