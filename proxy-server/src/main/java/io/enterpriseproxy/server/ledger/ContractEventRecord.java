package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * An event of a contract that targets are told of.
 *
 * @param seq 0: it has no number yet
 * @param id of the log, stable: read again it is the same
 * @param seen JSON object of what expressions see
 * @param outcomeCount how many results it has; {@code {id}.{n}} are theirs
 */
public record ContractEventRecord(long seq, UUID id, String mapping, int mappingVersion, long blockNumber,
        @Nullable String orderingKey, String seen, ContractEventState state, int outcomeCount) {
    ContractEventRecord numbered(long number) {
        return new ContractEventRecord(number, id, mapping, mappingVersion, blockNumber, orderingKey, seen, state,
                outcomeCount);
    }

    /** In another state, with no further results yet. */
    public ContractEventRecord in(ContractEventState next) {
        return new ContractEventRecord(seq, id, mapping, mappingVersion, blockNumber, orderingKey, seen, next,
                outcomeCount);
    }
}
