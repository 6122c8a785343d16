package io.enterpriseproxy.chain.proof;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tries of many receipts are compared with a node's in BlockAnchorIT. */
class EventProofTest {
    private static final int RECEIPTS = 300;
    private static final int INDEX = 137;
    private static final AnchorProof.Place PLACE = new AnchorProof.Place("main", 1, "0x00", "0x01", 2, "0x03");
    private static final byte[] ADDRESS = bytes(20, 7);

    private final EventProof proof = proof();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 127, 128, 129, 256, 300})
    void everyReceiptHasAPathFromTheRoot(int count) {
        List<byte[]> receipts = receipts(count);
        for (int i = 0; i < count; i++) {
            ReceiptTrie.Branch branch = ReceiptTrie.branch(receipts, i);
            assertThat(ReceiptTrie.receiptAt(branch.root(), i, branch.path())).isEqualTo(receipts.get(i));
            int other = (i + 1) % (count + 1);
            assertThatThrownBy(() -> ReceiptTrie.receiptAt(branch.root(), other, branch.path()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void proofIsConsistentAlsoReadAgain() {
        assertThat(proof.check()).isInstanceOf(AnchorProof.Verdict.Consistent.class);
        assertThat(EventProof.parse(JsonMapper.shared().writeValueAsString(proof))).isEqualTo(proof);
    }

    @ParameterizedTest
    @CsvSource({"data, event", "topic, event", "address, event", "log, event", "index, path or receipt",
            "block, headers", "receipt, receipt", "path, path or receipt", "header, headers", "order, headers",
            "gap, headers", "anchored number, headers", "anchored hash, headers"})
    void whatWasChangedIsFoundOut(String changed, String part) {
        assertThat(tampered(changed).check()).isInstanceOfSatisfying(AnchorProof.Verdict.Broken.class,
                broken -> assertThat(broken.part()).isEqualTo(part));
    }

    private EventProof tampered(String changed) {
        EventProof.Event event = proof.event();
        return switch (changed) {
            case "data" -> with(event(event, event.log(), event.topics(), Hex.encode(bytes(32, 1))));
            case "topic" -> with(event(event, event.log(), List.of(Hex.encode(bytes(32, 1))), event.data()));
            case "log" -> with(event(event, 2, event.topics(), event.data()));
            case "address" -> with(new EventProof.Event(event.chainId(), event.blockNumber(), event.transactionIndex(),
                    event.log(), Hex.encode(bytes(20, 8)), event.topics(), event.data()));
            case "index" -> with(new EventProof.Event(event.chainId(), event.blockNumber(), INDEX + 1, event.log(),
                    event.address(), event.topics(), event.data()));
            case "block" -> with(new EventProof.Event(event.chainId(), 6, event.transactionIndex(), event.log(),
                    event.address(), event.topics(), event.data()));
            case "receipt" -> with(Hex.encode(receipts(RECEIPTS).getFirst()), proof.path(), proof.headers());
            case "path" -> with(proof.receipt(), proof.path().reversed(), proof.headers());
            case "header" -> with(proof.receipt(), proof.path(), List.of(flipped(proof.headers().getFirst(), 100),
                    proof.headers().get(1), proof.headers().get(2)));
            case "order" -> with(proof.receipt(), proof.path(), proof.headers().reversed());
            case "gap" -> with(proof.receipt(), proof.path(),
                    List.of(proof.headers().getFirst(), proof.headers().getLast()));
            case "anchored number" -> with(new EventProof.AnchoredBlock(8, proof.anchored().hash()));
            case "anchored hash" -> with(new EventProof.AnchoredBlock(7, Hex.encode(bytes(32, 3))));
            default -> throw new IllegalArgumentException(changed);
        };
    }

    @Test
    void noSingleByteOfItCanBeChangedUnnoticed() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            List<String> parts = new ArrayList<>(proof.headers());
            parts.addAll(proof.path());
            parts.add(proof.receipt());
            int at = random.nextInt(parts.size());
            parts.set(at, flipped(parts.get(at), random.nextInt(Hex.decode(parts.get(at)).length)));
            EventProof changed = with(parts.getLast(), parts.subList(3, parts.size() - 1), parts.subList(0, 3));
            assertThat(changed.check()).isInstanceOf(AnchorProof.Verdict.Broken.class);
        }
    }

    @Test
    void eventOfAFailedTransactionIsNone() {
        List<byte[]> receipts = new ArrayList<>(receipts(RECEIPTS));
        receipts.set(INDEX, receipt(INDEX, 0));
        assertThat(proof(receipts).check()).isEqualTo(new AnchorProof.Verdict.Broken("event",
                "its transaction failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "null", "{\"version\":1}"})
    void whatIsNoProofIsRefused(String text) {
        assertThatThrownBy(() -> EventProof.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this is no proof");
    }

    private static EventProof proof() {
        return proof(receipts(RECEIPTS));
    }

    private static EventProof proof(List<byte[]> receipts) {
        ReceiptTrie.Branch branch = ReceiptTrie.branch(receipts, INDEX);
        byte[] first = header(bytes(32, 9), branch.root(), 5);
        byte[] second = header(Keccak256.hash(first), bytes(32, 4), 6);
        byte[] third = header(Keccak256.hash(second), bytes(32, 5), 7);
        EventProof.Event event = new EventProof.Event(1001, 5, INDEX, 1, Hex.encode(ADDRESS),
                List.of(Hex.encode(bytes(32, INDEX))), Hex.encode(bytes(64, 2)));
        return new EventProof(EventProof.VERSION, event, Hex.encode(receipts.get(INDEX)),
                branch.path().stream().map(Hex::encode).toList(),
                List.of(Hex.encode(first), Hex.encode(second), Hex.encode(third)),
                new EventProof.AnchoredBlock(7, Hex.encode(Keccak256.hash(third))), PLACE);
    }

    private static EventProof.Event event(EventProof.Event event, int log, List<String> topics, String data) {
        return new EventProof.Event(event.chainId(), event.blockNumber(), event.transactionIndex(), log,
                event.address(), topics, data);
    }

    private EventProof with(EventProof.Event event) {
        return new EventProof(proof.version(), event, proof.receipt(), proof.path(), proof.headers(),
                proof.anchored(), PLACE);
    }

    private EventProof with(EventProof.AnchoredBlock anchored) {
        return new EventProof(proof.version(), proof.event(), proof.receipt(), proof.path(), proof.headers(),
                anchored, PLACE);
    }

    private EventProof with(String receipt, List<String> path, List<String> headers) {
        return new EventProof(proof.version(), proof.event(), receipt, path, headers, proof.anchored(), PLACE);
    }

    private static byte[] header(byte[] parent, byte[] receiptsRoot, int number) {
        RlpList list = new RlpList().add(parent);
        IntStream.range(1, 5).forEach(i -> list.add(bytes(32, i)));
        list.add(receiptsRoot).add(bytes(256, 0)).add(1).add(number);
        IntStream.range(9, 15).forEach(list::add);
        return list.encode();
    }

    private static List<byte[]> receipts(int count) {
        return IntStream.range(0, count).mapToObj(i -> receipt(i, 1)).toList();
    }

    /** Of all the types that there are. */
    private static byte[] receipt(int index, int status) {
        RlpItem.Items log = new RlpItem.Items(List.of(new RlpItem.Bytes(ADDRESS),
                new RlpItem.Items(List.of(new RlpItem.Bytes(bytes(32, index)))), new RlpItem.Bytes(bytes(64, 2))));
        RlpList list = new RlpList().add(status).add(21_000L * (index + 1)).add(bytes(256, 0))
                .add(new RlpItem.Items(List.of(new RlpItem.Items(List.of(new RlpItem.Bytes(ADDRESS),
                        new RlpItem.Items(List.of()), new RlpItem.Bytes(new byte[0]))), log)));
        return index % 4 == 0 ? list.encode() : list.encodeTyped(index % 4);
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String flipped(String hex, int at) {
        byte[] bytes = Hex.decode(hex);
        bytes[at] ^= 0x10;
        return Hex.encode(bytes);
    }
}
