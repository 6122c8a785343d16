package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.ledger.CallRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Objects;

/** Where that stands which a call has anchored. */
final class RootPlace {
    private RootPlace() {}

    /** Of a confirmed call. */
    static AnchorProof.Place of(CallRecord call, Chains chains) {
        JsonNode outcome = JsonMapper.shared()
                .readTree(Objects.requireNonNull(call.outcome(), "a confirmed call has an outcome"));
        return new AnchorProof.Place(call.chain(), chains.get(call.chain()).client().chainId(),
                call.to().checksummed(), outcome.at("/transaction/hash").stringValue(),
                outcome.at("/receipt/blockNumber").longValue(), outcome.at("/receipt/blockHash").stringValue());
    }
}
