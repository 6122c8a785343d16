package io.enterpriseproxy.server.ledger;

import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * What results tell of: a call, or an event of a contract.
 *
 * @param seq the call's accept number; of an event its number, negative
 * @param lane the call's lane, or the reader of the event's chain: its owner delivers
 * @param replyTo JSON of the event's reply address
 * @param outcomeCount so many results it had before
 */
record ResultOrigin(long seq, UUID id, long lane, String mapping, int mappingVersion, @Nullable String orderingKey,
        @Nullable String replyTo, int outcomeCount) {
    static ResultOrigin of(CallRecord call) {
        return new ResultOrigin(call.seq(), call.id(), call.lane(), call.mapping(), call.mappingVersion(),
                call.orderingKey(), call.source(), call.outcomeCount());
    }

    static ResultOrigin of(long reader, ContractEventRecord event) {
        return new ResultOrigin(-event.seq(), event.id(), reader, event.mapping(), event.mappingVersion(),
                event.orderingKey(), null, event.outcomeCount());
    }
}
