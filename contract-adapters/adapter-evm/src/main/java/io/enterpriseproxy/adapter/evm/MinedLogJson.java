package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.Log;
import io.enterpriseproxy.chain.MinedLog;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A log as eth_getLogs has it. */
record MinedLogJson(String address, List<String> topics, String data, String logIndex, String transactionHash,
        String blockHash, @Nullable String blockNumber, @Nullable Boolean removed) {
    /** The logs of one answer, one by one: there may be thousands. */
    static final ResultReader<List<MinedLogJson>> LIST_READER = MinedLogJson::list;

    MinedLogJson {
        Objects.requireNonNull(address, "a log has an address");
        Objects.requireNonNull(topics, "a log has topics");
        Objects.requireNonNull(data, "a log has data");
        Objects.requireNonNull(logIndex, "a log has a logIndex");
        Objects.requireNonNull(transactionHash, "a log has a transactionHash");
        Objects.requireNonNull(blockHash, "a log has a blockHash");
    }

    static List<MinedLogJson> list(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("the logs are " + parser.currentToken() + ", expected an array");
        }
        List<MinedLogJson> logs = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            logs.add(parser.readValueAs(MinedLogJson.class));
        }
        return logs;
    }

    boolean isOf(Block block) {
        return blockHash.equalsIgnoreCase(block.hash()) && !isRemoved();
    }

    boolean isRemoved() {
        return Boolean.TRUE.equals(removed);
    }

    Log log() {
        return new ReceiptJson.LogJson(address, topics, data, logIndex).log();
    }

    MinedLog minedLog() {
        return new MinedLog(log(), Quantity.toLong(Objects.requireNonNull(blockNumber, "a log has a blockNumber")),
                blockHash.toLowerCase(Locale.ROOT), transactionHash.toLowerCase(Locale.ROOT));
    }
}
