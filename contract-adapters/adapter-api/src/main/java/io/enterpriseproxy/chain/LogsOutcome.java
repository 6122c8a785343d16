package io.enterpriseproxy.chain;

import java.util.List;

/** What a node says of the logs of a range of blocks. */
public sealed interface LogsOutcome {
    /**
     * All of them, in order.
     *
     * @param last the range's last block as the node has it
     */
    record Found(List<MinedLog> logs, Block last) implements LogsOutcome {
        public Found {
            logs = List.copyOf(logs);
        }
    }

    /** The node refuses a range of this size, or answers more than we read; a smaller one may pass. */
    record TooMany(String reason) implements LogsOutcome {}

    /** The node does not have the range's last block (yet). */
    record NotYet() implements LogsOutcome {}
}
