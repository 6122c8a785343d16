package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Nothing;
import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.LogFilter;
import io.enterpriseproxy.chain.LogsOutcome;
import io.enterpriseproxy.chain.MinedLog;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toList;

/**
 * The logs that a filter lets through: of one block bound to its hash, of a range together with the range's last block. A
 * node that lacks blocks answers a range with the logs of those that it has, and says nothing of the others.
 */
final class LogQueries {
    private static final Comparator<MinedLog> IN_ORDER = Comparator.comparingLong(MinedLog::blockNumber)
            .thenComparingInt(mined -> mined.log().index());

    /** What the two calls answer. */
    private static final ResultReader<Object> BLOCK_OR_LOGS = parser -> parser.currentToken() == JsonToken.START_OBJECT
            ? BlockJson.READER.read(parser)
            : new Logs(MinedLogJson.list(parser));

    private final NodePool nodes;
    private final BlockReceipts receipts;

    LogQueries(NodePool nodes, BlockReceipts receipts) {
        this.nodes = nodes;
        this.receipts = receipts;
    }

    private record Logs(List<MinedLogJson> list) {}

    /** Empty if the node does not have this very block (any more): some nodes have no logs then, and no error. */
    Optional<List<MinedLog>> of(Block block, LogFilter filter) {
        Map<String, Object> query = query(filter);
        query.put("blockHash", block.hash());
        RpcRequest header = RpcRequest.of("eth_getBlockByHash", block.hash(), false);
        RpcRequest call = RpcRequest.of("eth_getLogs", query);
        List<RpcReply<Object>> replies = ask(header, call);
        if (nodes.value(header, replies.getFirst()).isEmpty()) {
            return Optional.empty();
        }
        RpcReply<Object> reply = replies.getLast();
        // Too many logs for the node, or no logs by hash at all.
        if (reply instanceof Refused<Object> refused && !NodeErrors.isUnknownBlock(refused.error())
                && !NodeErrors.isBusy(refused.error())) {
            return ofReceipts(block, filter);
        }
        return nodes.value(call, reply).map(answer -> logs(call, answer))
                .filter(logs -> logs.stream().allMatch(log -> log.isOf(block)))
                .map(logs -> taken(logs.stream().map(log -> new MinedLog(log.log(), block.number(), block.hash(),
                        log.transactionHash())), filter));
    }

    private List<MinedLogJson> logs(RpcRequest call, Object answer) {
        if (answer instanceof Logs logs) {
            return logs.list();
        }
        throw nodes.unavailable(call, "the node answers a block, expected logs");
    }

    /** A block and logs, from one node: what another has says nothing of the logs. */
    private List<RpcReply<Object>> ask(RpcRequest block, RpcRequest logs) {
        return nodes.ask(Calls.together(List.of(block, logs), BLOCK_OR_LOGS, error -> !NodeErrors.isBusy(error)));
    }

    private Optional<List<MinedLog>> ofReceipts(Block block, LogFilter filter) {
        return receipts.of(block).map(all -> taken(all.stream().flatMap(receipt -> receipt.logs().stream()
                .map(log -> new MinedLog(log, block.number(), block.hash(), receipt.transactionHash()))), filter));
    }

    LogsOutcome of(long from, long to, LogFilter filter) {
        Map<String, Object> query = query(filter);
        query.put("fromBlock", Quantity.of(from));
        query.put("toBlock", Quantity.of(to));
        RpcRequest last = RpcRequest.of("eth_getBlockByNumber", Quantity.of(to), false);
        RpcRequest logs = RpcRequest.of("eth_getLogs", query);
        List<RpcReply<Object>> replies = ask(last, logs);
        Object block = nodes.value(last, replies.getFirst()).orElse(null);
        return block instanceof Block known
                ? outcome(from, known, logs, replies.getLast(), filter)
                : new LogsOutcome.NotYet();
    }

    private LogsOutcome outcome(long from, Block last, RpcRequest call, RpcReply<Object> reply, LogFilter filter) {
        return switch (reply) {
            case Value<Object> value -> new LogsOutcome.Found(
                    within(from, last.number(), call, taken(logs(call, value.value()).stream()
                            .filter(log -> !log.isRemoved()).map(MinedLogJson::minedLog), filter)),
                    last);
            case Nothing<Object> nothing -> throw nodes.unavailable(call, "the node answers nothing, expected logs");
            case Refused<Object> refused when NodeErrors.isUnknownBlock(refused.error()) -> new LogsOutcome.NotYet();
            case Refused<Object> refused when NodeErrors.isBusy(refused.error()) ->
                throw nodes.unavailable(call, refused.error().shown());
            case Refused<Object> refused -> new LogsOutcome.TooMany(refused.error().shown());
            case Unanswered<Object> unanswered -> throw nodes.unavailable(call, unanswered.reason());
        };
    }

    /** The answer of another range, from a cache, would tell events twice or too early, and those of this range never. */
    private List<MinedLog> within(long from, long to, RpcRequest call, List<MinedLog> logs) {
        logs.stream().filter(log -> log.blockNumber() < from || log.blockNumber() > to).findFirst().ifPresent(stray -> {
            throw nodes.unavailable(call, "the node answers a log of block " + stray.blockNumber()
                    + ", expected those of blocks " + from + " to " + to);
        });
        return logs;
    }

    /** Nodes are not believed to have filtered. */
    private static List<MinedLog> taken(Stream<MinedLog> logs, LogFilter filter) {
        return logs.filter(mined -> filter.takes(mined.log())).sorted(IN_ORDER).toList();
    }

    private static Map<String, Object> query(LogFilter filter) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("address", filter.addresses().stream().map(Address::lowerCase).toList());
        // Null takes any topic; the empty list that could stand for it is read otherwise by some nodes.
        query.put("topics", filter.topics().stream().map(any -> any.isEmpty() ? null : any).collect(toList()));
        return query;
    }
}
