package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.adapter.evm.RpcReply.Refused;
import io.enterpriseproxy.adapter.evm.RpcReply.Unanswered;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All receipts of one block, bound to its hash: eth_getBlockReceipts by hash; by number where a node takes no hash; one
 * call for each transaction where a node does not have the method, or did not answer it for this block.
 *
 * <p>
 * Some nodes still have the receipts of a block that was reorganized away. That a block is (still) part of the chain is
 * told by parent hashes, not here.
 */
final class BlockReceipts {
    private static final ResultReader<List<String>> TRANSACTIONS = parser -> parser.<JsonNode>readValueAsTree()
            .required("transactions").valueStream().map(JsonNode::stringValue).toList();

    private final NodePool nodes;
    private volatile @Nullable String unanswered;

    BlockReceipts(NodePool nodes) {
        this.nodes = nodes;
    }

    Optional<List<Receipt>> of(Block block) {
        RpcRequest byHash = RpcRequest.of("eth_getBlockReceipts", block.hash());
        // A node may need longer for a large block than we wait, each time that it is asked.
        if (block.hash().equals(unanswered)) {
            return oneByOne(block);
        }
        RpcReply<List<Receipt>> reply = ask(byHash);
        unanswered = reply instanceof Unanswered ? block.hash() : null;
        if (isRefused(reply, RpcError.METHOD_NOT_FOUND)) {
            return oneByOne(block);
        }
        if (isRefused(reply, RpcError.INVALID_PARAMS)) {
            return byNumber(block);
        }
        return nodes.value(byHash, reply).filter(receipts -> areOf(block, receipts));
    }

    private Optional<List<Receipt>> byNumber(Block block) {
        RpcRequest byNumber = RpcRequest.of("eth_getBlockReceipts", Quantity.of(block.number()));
        return nodes.value(byNumber, ask(byNumber)).filter(receipts -> areOf(block, receipts))
                // Without any receipt nothing says which block of that number was meant.
                .filter(receipts -> !receipts.isEmpty() || isEmpty(block));
    }

    private boolean isEmpty(Block block) {
        List<String> transactions = transactions(block);
        return transactions != null && transactions.isEmpty();
    }

    private Optional<List<Receipt>> oneByOne(Block block) {
        List<String> hashes = transactions(block);
        if (hashes == null) {
            return Optional.empty();
        }
        List<RpcRequest> calls = hashes.stream().map(hash -> RpcRequest.of("eth_getTransactionReceipt", hash)).toList();
        List<RpcReply<Receipt>> replies = nodes.ask(new Calls<>(calls, ReceiptJson.READER, NodeErrors::isUnknownBlock));
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            nodes.value(calls.get(i), replies.get(i)).ifPresent(receipts::add);
        }
        return receipts.size() == hashes.size() && areOf(block, receipts) ? Optional.of(receipts) : Optional.empty();
    }

    /** The hashes of the block's transactions; null if the node does not have the block. */
    private @Nullable List<String> transactions(Block block) {
        return nodes.read(RpcRequest.of("eth_getBlockByHash", block.hash(), false), TRANSACTIONS).orElse(null);
    }

    private RpcReply<List<Receipt>> ask(RpcRequest call) {
        return nodes.ask(new Calls<>(List.of(call), ReceiptJson.LIST_READER,
                error -> error.code() == RpcError.METHOD_NOT_FOUND || error.code() == RpcError.INVALID_PARAMS
                        || NodeErrors.isUnknownBlock(error)))
                .getFirst();
    }

    private static boolean isRefused(RpcReply<?> reply, long code) {
        return reply instanceof Refused<?> refused && refused.error().code() == code
                && !NodeErrors.isUnknownBlock(refused.error());
    }

    private static boolean areOf(Block block, List<Receipt> receipts) {
        return receipts.stream().allMatch(receipt -> receipt.blockHash().equals(block.hash()));
    }
}
