package io.enterpriseproxy.chain.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpItem.Bytes;
import io.enterpriseproxy.chain.rlp.RlpItem.Items;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All that is needed to show that a contract of one chain emitted an event, to whoever trusts another chain on which a later
 * block was anchored: the receipt that has the event, its path to its block's {@code receiptsRoot}, and the headers from that
 * block up to the anchored one. Bytes are 0x-hex.
 *
 * @param version of this form; 1
 * @param receipt as it is encoded in the trie
 * @param path nodes of the trie, from the root down
 * @param headers RLP of each, rising
 * @param anchored the last of them
 * @param anchor where its hash stands
 */
@JsonPropertyOrder({"version", "event", "receipt", "path", "headers", "anchored", "anchor"})
public record EventProof(int version, Event event, String receipt, List<String> path, List<String> headers,
        AnchoredBlock anchored, AnchorProof.Place anchor) {
    /** The only one there is. */
    public static final int VERSION = 1;

    private static final int PARENT = 0;
    private static final int RECEIPTS_ROOT = 5;
    private static final int NUMBER = 8;
    private static final int STATUS = 0;
    private static final int LOGS = 3;

    public EventProof {
        path = List.copyOf(path);
        headers = List.copyOf(headers);
    }

    /**
     * What is proved.
     *
     * @param chainId of the chain whose event it is
     * @param log place among the logs of its transaction, from 0
     * @param address of the contract
     */
    public record Event(long chainId, long blockNumber, int transactionIndex, int log, String address,
            List<String> topics, String data) {
        public Event {
            topics = List.copyOf(topics);
        }
    }

    /** A block of the event's chain whose hash was anchored on the other. */
    public record AnchoredBlock(long number, String hash) {}

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException if the text is none, saying why
     */
    public static EventProof parse(String json) {
        EventProof proof = ProofJson.read(json, EventProof.class);
        ProofJson.requireVersion(VERSION, proof.version);
        ProofJson.requireHash(proof.anchored.hash);
        if (proof.headers.isEmpty()) {
            throw new IllegalArgumentException("the proof has no header");
        }
        return proof;
    }

    /** Computes every hash of it again. That the last block was anchored, only the other chain can say. */
    public AnchorProof.Verdict check() {
        String part = "headers";
        try {
            Items header = linkedHeader();
            part = "path or receipt";
            byte[] inTrie = ReceiptTrie.receiptAt(bytes(header, RECEIPTS_ROOT), event.transactionIndex,
                    path.stream().map(ProofJson::bytes).toList());
            part = "receipt";
            require(Arrays.equals(inTrie, ProofJson.bytes(receipt)), "the path leads to another one");
            part = "event";
            requireEvent(inTrie);
            return new AnchorProof.Verdict.Consistent();
        } catch (IllegalArgumentException fault) {
            return new AnchorProof.Verdict.Broken(part, String.valueOf(fault.getMessage()));
        }
    }

    /** The header of the event's block, if the others lead from it to the anchored one. */
    private Items linkedHeader() {
        List<Items> blocks = new ArrayList<>();
        byte[] hash = {};
        for (String encoded : headers) {
            byte[] header = ProofJson.bytes(encoded);
            Items block = list(RlpItem.decode(header));
            require(blocks.isEmpty() || Arrays.equals(bytes(block, PARENT), hash),
                    "block " + number(block) + " does not follow the one before it");
            hash = Keccak256.hash(header);
            blocks.add(block);
        }
        require(number(blocks.getFirst()).equals(BigInteger.valueOf(event.blockNumber)), "they begin with block "
                + number(blocks.getFirst()) + ", and the event is in " + event.blockNumber);
        require(number(blocks.getLast()).equals(BigInteger.valueOf(anchored.number)),
                "they end with block " + number(blocks.getLast()) + ", and the anchored one is " + anchored.number);
        require(Arrays.equals(hash, ProofJson.bytes(anchored.hash)),
                "the last has the hash " + Hex.encode(hash) + ", and the anchored one " + anchored.hash);
        return blocks.getFirst();
    }

    private void requireEvent(byte[] encoded) {
        // What begins below 0x80 begins with its type (EIP-2718), and not with an RLP list.
        boolean typed = encoded.length > 0 && encoded[0] >= 0;
        Items outcome = list(RlpItem.decode(encoded, typed ? 1 : 0));
        require(Arrays.equals(bytes(outcome, STATUS), new byte[]{1}), "its transaction failed");
        List<RlpItem> logs = list(item(outcome, LOGS)).items();
        require(event.log >= 0 && event.log < logs.size(), "there is no log " + event.log + " in the receipt");
        Items log = list(logs.get(event.log));
        same("address", event.address, bytes(log, 0));
        List<RlpItem> topics = list(item(log, 1)).items();
        require(topics.size() == event.topics.size(), "the log has " + topics.size() + " topics");
        for (int i = 0; i < topics.size(); i++) {
            same("topic " + i, event.topics.get(i), bytes(topics.get(i)));
        }
        same("data", event.data, bytes(log, 2));
    }

    private static void same(String what, String said, byte[] found) {
        require(Arrays.equals(ProofJson.bytes(said), found),
                "the log's " + what + " is " + Hex.encode(found) + ", and the proof says " + said);
    }

    private static BigInteger number(Items header) {
        return new BigInteger(1, bytes(header, NUMBER));
    }

    private static Items list(RlpItem item) {
        if (item instanceof Items items) {
            return items;
        }
        throw new IllegalArgumentException("bytes stand where a list is expected");
    }

    private static byte[] bytes(Items list, int at) {
        return bytes(item(list, at));
    }

    private static byte[] bytes(RlpItem item) {
        if (item instanceof Bytes(byte[] value)) {
            return value;
        }
        throw new IllegalArgumentException("a list stands where bytes are expected");
    }

    private static RlpItem item(Items list, int at) {
        require(at < list.items().size(), "a list has only " + list.items().size() + " items");
        return list.items().get(at);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
