package io.enterpriseproxy.server.contractevents;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.MinedLog;
import io.enterpriseproxy.mapping.ContractEvents;
import io.enterpriseproxy.mapping.ContractSource;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What expressions see of a log. */
final class LogViews {
    /** Why no event could be made of the log. */
    static final String FAULT = "fault";

    private LogViews() {}

    /** Trees of the event's arguments and of the log; of a log that is not what the ABI declares, of the log only. */
    static Map<String, Object> of(UUID id, ContractSource source, MinedLog mined, Block block) {
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("id", id.toString());
        log.put("chain", source.chain());
        log.put("contract", source.contract());
        log.put("address", mined.log().address().checksummed());
        log.put("event", source.event().name());
        log.put("blockNumber", mined.blockNumber());
        log.put("blockHash", mined.blockHash());
        log.put("timestamp", block.timestamp().toString());
        log.put("transactionHash", mined.transactionHash());
        log.put("logIndex", mined.log().index());
        Map<String, Object> view = new LinkedHashMap<>();
        try {
            view.put(ContractEvents.EVENT, source.event().arguments(mined.log()));
        } catch (IllegalArgumentException e) {
            view.put(FAULT, "log " + mined.log().index() + " of transaction " + mined.transactionHash() + " is not the "
                    + source.event().signature() + " of the ABI of contract " + source.contract() + ": "
                    + e.getMessage());
        }
        view.put(ContractEvents.LOG, log);
        return view;
    }
}
