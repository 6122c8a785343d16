package io.enterpriseproxy.bench.stub;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A chain that only has a past: so many blocks, and one event of a contract in each so many of them. Nothing is kept; a block's
 * hash has its number in its last bytes. anvil cannot stand in for it, since each block there takes longer than the one before.
 */
final class StubHistory implements StubAnswers {
    private static final long FIRST_TIME = 1_700_000_000;
    private static final HexFormat DIGITS = HexFormat.of();
    private static final String HASH = "0x" + "b1".repeat(24);
    private static final String TRANSACTION = "0x" + "7a".repeat(24);

    private final long chainId;
    private final long head;
    private final long everyBlocks;
    private final String contract;
    private final List<String> topics;

    /**
     * A chain.
     *
     * @param head number of its last block
     * @param everyBlocks each block whose number is a multiple of it has one event
     * @param contract 0x and 40 lower-case digits; the events' address
     * @param topics of each event, whose data is its block's number
     */
    StubHistory(long chainId, long head, long everyBlocks, String contract, List<String> topics) {
        this.chainId = chainId;
        this.head = head;
        this.everyBlocks = everyBlocks;
        this.contract = contract;
        this.topics = List.copyOf(topics);
    }

    @Override
    public String answer(String method, List<Object> params) {
        return switch (method) {
            case "eth_chainId" -> BlockJson.text(BlockJson.quantity(chainId));
            case "net_version" -> BlockJson.text(String.valueOf(chainId));
            case "eth_blockNumber" -> BlockJson.text(BlockJson.quantity(head));
            case "eth_getBlockByNumber" -> block(number((String) params.getFirst()));
            case "eth_getBlockByHash" -> block(numberOf((String) params.getFirst()));
            case "eth_getLogs" -> logs((JsonNode) params.getFirst());
            case "web3_clientVersion" -> "\"stub\"";
            default -> throw new UnknownMethodException(method);
        };
    }

    private long number(String block) {
        return switch (block) {
            case "latest", "pending", "safe", "finalized" -> head;
            case "earliest" -> 0;
            default -> Long.decode(block);
        };
    }

    private static String hash(String kind, long number) {
        return kind + DIGITS.toHexDigits(number);
    }

    private static long numberOf(String hash) {
        return hash.startsWith(HASH) ? HexFormat.fromHexDigitsToLong(hash.substring(HASH.length())) : -1;
    }

    private String block(long number) {
        return number < 0 || number > head
                ? "null"
                : object(Map.of("number", BlockJson.quantity(number), "hash", hash(HASH, number), "parentHash",
                        number == 0 ? "0x" + "0".repeat(64) : hash(HASH, number - 1), "timestamp",
                        BlockJson.quantity(FIRST_TIME + number), "baseFeePerGas",
                        BlockJson.quantity(StubChain.BASE_FEE))).toString();
    }

    /** The address and topics asked for are taken for ours: there are no others. */
    private String logs(JsonNode filter) {
        String hash = filter.path("blockHash").asString("");
        long from = hash.isEmpty() ? number(filter.path("fromBlock").asString("earliest")) : numberOf(hash);
        long to = hash.isEmpty() ? Math.min(head, number(filter.path("toBlock").asString("latest"))) : from;
        List<JsonNode> logs = new ArrayList<>();
        for (long number = Math.max(everyBlocks,
                (from + everyBlocks - 1) / everyBlocks * everyBlocks); number <= to; number += everyBlocks) {
            logs.add(log(number));
        }
        return JsonNodeFactory.instance.arrayNode().addAll(logs).toString();
    }

    private JsonNode log(long number) {
        ObjectNode log = object(Map.of("address", contract, "data", "0x" + "0".repeat(48) + DIGITS.toHexDigits(number),
                "blockNumber", BlockJson.quantity(number), "blockHash", hash(HASH, number), "transactionHash",
                hash(TRANSACTION, number), "transactionIndex", "0x0", "logIndex", "0x0"));
        topics.forEach(log.putArray("topics")::add);
        return log.put("removed", false);
    }

    private static ObjectNode object(Map<String, String> fields) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields.forEach(object::put);
        return object;
    }
}
