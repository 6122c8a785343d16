package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Value;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.Log;
import io.enterpriseproxy.chain.Receipt;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The outcomes of some transactions of one block without the receipts of all: a transaction that left a log has succeeded,
 * since a revert leaves none. Those without a log are asked for their receipts, and all of them if a node does not give the
 * block's logs. Everything is bound to the block's hash.
 */
final class BlockLogs {
    private static final ResultReader<List<String>> HASHES = parser -> parser.<JsonNode>readValueAsTree()
            .required("transactions").valueStream().map(hash -> hash.stringValue().toLowerCase(Locale.ROOT)).toList();

    private final NodePool nodes;

    BlockLogs(NodePool nodes) {
        this.nodes = nodes;
    }

    /** Empty if the node does not have this very block (any more). */
    Optional<List<Receipt>> of(Block block, Map<String, Address> wanted) {
        Optional<List<String>> transactions = nodes.read(RpcRequest.of("eth_getBlockByHash", block.hash(), false),
                HASHES);
        if (transactions.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < transactions.get().size(); i++) {
            String hash = transactions.get().get(i);
            if (wanted.containsKey(hash)) {
                places.put(hash, i);
            }
        }
        if (places.isEmpty()) {
            return Optional.of(List.of());
        }
        Map<String, List<Log>> logs = logs(block);
        List<Receipt> receipts = new ArrayList<>();
        places.forEach((hash, place) -> {
            List<Log> left = logs.get(hash);
            if (left != null) {
                receipts.add(new Receipt(hash, Objects.requireNonNull(wanted.get(hash)), place, block.hash(),
                        block.number(), true, null, null, left));
            }
        });
        List<String> silent = places.keySet().stream().filter(hash -> !logs.containsKey(hash)).toList();
        List<Receipt> asked = ask(silent);
        if (asked.size() < silent.size()
                || asked.stream().anyMatch(receipt -> !receipt.blockHash().equals(block.hash()))) {
            return Optional.empty();
        }
        receipts.addAll(asked);
        receipts.sort(Comparator.comparingInt(Receipt::transactionIndex));
        return Optional.of(receipts);
    }

    /** By transaction; none if the node does not tell: then receipts are asked for instead. */
    private Map<String, List<Log>> logs(Block block) {
        RpcReply<List<MinedLogJson>> reply = nodes
                .ask(new Calls<>(List.of(RpcRequest.of("eth_getLogs", Map.of("blockHash", block.hash()))),
                        MinedLogJson.LIST_READER,
                        error -> true))
                .getFirst();
        return reply instanceof Value<List<MinedLogJson>> value
                ? value.value().stream().filter(log -> log.isOf(block))
                        .collect(Collectors.groupingBy(log -> log.transactionHash().toLowerCase(Locale.ROOT),
                                Collectors.mapping(MinedLogJson::log, Collectors.toList())))
                : Map.of();
    }

    private List<Receipt> ask(List<String> hashes) {
        List<RpcRequest> calls = hashes.stream().map(hash -> RpcRequest.of("eth_getTransactionReceipt", hash)).toList();
        List<RpcReply<Receipt>> replies = nodes.ask(new Calls<>(calls, ReceiptJson.READER, NodeErrors::isUnknownBlock));
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            nodes.value(calls.get(i), replies.get(i)).ifPresent(receipts::add);
        }
        return receipts;
    }
}
