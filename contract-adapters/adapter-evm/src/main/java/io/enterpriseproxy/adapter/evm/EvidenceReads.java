package io.enterpriseproxy.adapter.evm;

import io.enterpriseproxy.chain.BlockEvidence;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Encodes headers and receipts as they are hashed, from what JSON-RPC tells of them: few nodes hand out the bytes. Receipts are
 * asked for one by one, in batches, since not every node has eth_getBlockReceipts.
 */
final class EvidenceReads {
    /** In the header's order (Yellow Paper, 4.4); those after the nonce came with later forks, and are not in every header. */
    private static final List<Field> HEADER = List.of(Field.bytes("parentHash"), Field.bytes("sha3Uncles"),
            Field.bytes("miner"), Field.bytes("stateRoot"), Field.bytes("transactionsRoot"),
            Field.bytes("receiptsRoot"), Field.bytes("logsBloom"), Field.integer("difficulty"),
            Field.integer("number"), Field.integer("gasLimit"), Field.integer("gasUsed"), Field.integer("timestamp"),
            Field.bytes("extraData"), Field.bytes("mixHash"), Field.bytes("nonce"), Field.integer("baseFeePerGas"),
            Field.bytes("withdrawalsRoot"), Field.integer("blobGasUsed"), Field.integer("excessBlobGas"),
            Field.bytes("parentBeaconBlockRoot"), Field.bytes("requestsHash"));
    private static final int ALWAYS = 15;

    private final NodePool nodes;

    EvidenceReads(NodePool nodes) {
        this.nodes = nodes;
    }

    private record Field(String name, boolean isInteger) {
        static Field bytes(String name) {
            return new Field(name, false);
        }

        static Field integer(String name) {
            return new Field(name, true);
        }

        void add(RlpList list, JsonNode object) {
            String text = object.required(name).stringValue();
            if (isInteger) {
                list.add(Quantity.toBigInteger(text));
            } else {
                list.add(Hex.decode(text));
            }
        }
    }

    /** Empty if the node lacks one of the blocks. */
    Optional<BlockEvidence> of(long first, long last) {
        List<RpcRequest> blocks = LongStream.rangeClosed(first, last)
                .mapToObj(number -> RpcRequest.of("eth_getBlockByNumber", Quantity.of(number), false)).toList();
        List<JsonNode> headers = all(blocks);
        if (headers.size() < blocks.size()) {
            return Optional.empty();
        }
        List<RpcRequest> transactions = headers.getFirst().required("transactions").valueStream()
                .map(hash -> RpcRequest.of("eth_getTransactionReceipt", hash.stringValue())).toList();
        List<JsonNode> receipts = all(transactions);
        return receipts.size() < transactions.size()
                ? Optional.empty()
                : Optional.of(new BlockEvidence(receipts.stream().map(EvidenceReads::receipt).toList(),
                        headers.stream().map(EvidenceReads::header).toList()));
    }

    private List<JsonNode> all(List<RpcRequest> calls) {
        List<RpcReply<JsonNode>> replies = nodes.ask(new Calls<>(calls, ResultReader.TREE, NodeErrors::isUnknownBlock));
        List<JsonNode> found = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            nodes.value(calls.get(i), replies.get(i)).ifPresent(found::add);
        }
        return found;
    }

    private static byte[] header(JsonNode block) {
        RlpList list = new RlpList();
        for (int i = 0; i < HEADER.size(); i++) {
            if (i < ALWAYS || block.hasNonNull(HEADER.get(i).name())) {
                HEADER.get(i).add(list, block);
            }
        }
        return list.encode();
    }

    private static byte[] receipt(JsonNode receipt) {
        RlpList list = new RlpList();
        Field.integer("status").add(list, receipt);
        Field.integer("cumulativeGasUsed").add(list, receipt);
        Field.bytes("logsBloom").add(list, receipt);
        list.add(new RlpItem.Items(receipt.required("logs").valueStream().map(EvidenceReads::log).toList()));
        int type = (int) Quantity.toLong(receipt.path("type").asString("0x0"));
        return type == 0 ? list.encode() : list.encodeTyped(type);
    }

    private static RlpItem log(JsonNode log) {
        return new RlpItem.Items(List.of(bytes(log.required("address")),
                new RlpItem.Items(log.required("topics").valueStream().map(EvidenceReads::bytes).toList()),
                bytes(log.required("data"))));
    }

    private static RlpItem bytes(JsonNode hex) {
        return new RlpItem.Bytes(Hex.decode(hex.stringValue()));
    }
}
