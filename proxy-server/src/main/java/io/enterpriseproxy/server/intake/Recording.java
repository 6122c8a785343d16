package io.enterpriseproxy.server.intake;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.mapping.MappedCall;
import io.enterpriseproxy.mapping.MappedRecord;
import io.enterpriseproxy.server.ledger.RecordLeaf;

/** Makes records ready for the ledger. */
public interface Recording {
    /** What becomes of a record. */
    sealed interface Outcome {
        /**
         * It can be kept.
         *
         * @param call that will put the root of its tree on the chain, with the record as its arguments; it has no input of its own
         */
        record Recorded(MappedCall call, RecordLeaf leaf) implements Outcome {}

        /** Not now: nobody could put its root on the chain. */
        record Unavailable(Problem problem) implements Outcome {}
    }

    /** A new salt each time. */
    Outcome record(MappedRecord record);
}
