package io.enterpriseproxy.verify;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.EventProof;
import io.enterpriseproxy.chain.proof.ReceiptTrie;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Proofs of events of a private chain, whose block 7 is anchored on the dev chain. */
class EventVerifyIT {
    private static final long PRIVATE_CHAIN = 1001;
    private static final byte[] EMITTER = new byte[20];
    private static final String TOPIC = "0x" + "07".repeat(32);
    private static AnchoredRecord anchored;
    private static EventProof proof;

    @TempDir
    Path directory;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeAll
    static void anchorABlock() {
        anchored = new AnchoredRecord();
        RlpItem.Items log = new RlpItem.Items(List.of(new RlpItem.Bytes(EMITTER),
                new RlpItem.Items(List.of(new RlpItem.Bytes(Hex.decode(TOPIC)))), new RlpItem.Bytes(new byte[0])));
        byte[] receipt = new RlpList().add(1).add(21_000L).add(new byte[256]).add(new RlpItem.Items(List.of(log)))
                .encode();
        ReceiptTrie.Branch branch = ReceiptTrie.branch(List.of(receipt), 0);
        byte[] header = header(branch.root());
        String hash = Hex.encode(Keccak256.hash(header));
        AnchorProof.Place place = anchored.anchor(
                "anchorBlock(uint256,(bytes32,bytes32,bytes32,bytes32,bytes32,uint64,uint64,uint64))",
                Map.of("chainId", PRIVATE_CHAIN, "header", Map.of("blockHash", hash, "transactionsRoot", TOPIC,
                        "parentHash", TOPIC, "receiptsRoot", Hex.encode(branch.root()), "stateRoot", TOPIC,
                        "blockNumber", 7, "blockCount", 1, "txCount", 1)));
        proof = new EventProof(EventProof.VERSION,
                new EventProof.Event(PRIVATE_CHAIN, 7, 0, 0, Hex.encode(EMITTER), List.of(TOPIC), "0x"),
                Hex.encode(receipt), branch.path().stream().map(Hex::encode).toList(), List.of(Hex.encode(header)),
                new EventProof.AnchoredBlock(7, hash), place);
    }

    private static byte[] header(byte[] receiptsRoot) {
        RlpList list = new RlpList();
        IntStream.range(0, 5).forEach(i -> list.add(Hex.decode(TOPIC)));
        return list.add(receiptsRoot).add(new byte[256]).add(1).add(7).encode();
    }

    @AfterAll
    static void stop() {
        anchored.close();
    }

    @Test
    void proofIsValidWithAndWithoutANode() throws IOException {
        assertThat(run(proof)).as(said()).isZero();
        assertThat(said()).isEqualTo(
                """
                        event, receipt, path and headers lead to block 7 of the chain 1001, %s
                        Consistent. Whether the hash of block 7 of the chain 1001 stands in the contract %s of the chain %d, only a node can say (--node URL).
                        """
                        .formatted(proof.anchored().hash(), anchored.contract(), proof.anchor().chainId()));
        assertThat(run(proof, "--node", anchored.node(), "--contract", anchored.contract())).as(said()).isZero();
        assertThat(said()).endsWith("\nValid.\n");
    }

    @Test
    void changedEventIsFoundOutWithoutANode() throws IOException {
        EventProof.Event other = new EventProof.Event(PRIVATE_CHAIN, 7, 0, 0, Hex.encode(EMITTER),
                List.of("0x" + "08".repeat(32)), "0x");

        assertThat(run(with(other))).isEqualTo(1);
        assertThat(said()).startsWith("Not valid. event: the log's topic 0 is " + TOPIC);
    }

    @Test
    void blockOfAnotherChainIsFoundOutByTheContract() throws IOException {
        EventProof.Event other = new EventProof.Event(1002, 7, 0, 0, Hex.encode(EMITTER), List.of(TOPIC), "0x");

        assertThat(run(with(other), "--node", anchored.node())).isEqualTo(1);
        assertThat(said()).contains("Not valid. hash of block 7 of the chain 1002: block 7 of the chain 1002 was never"
                + " anchored in the contract " + anchored.contract());
    }

    @Test
    void forkIsFoundOutByTheContract() throws IOException {
        byte[] header = header(ReceiptTrie.branch(List.of(Hex.decode(proof.receipt())), 0).root());
        RlpItem.Items fields = (RlpItem.Items) RlpItem.decode(header);
        RlpList other = new RlpList().add(new byte[32]);
        fields.items().subList(1, fields.items().size()).forEach(other::add);
        byte[] fork = other.encode();
        EventProof forged = new EventProof(1, proof.event(), proof.receipt(), proof.path(), List.of(Hex.encode(fork)),
                new EventProof.AnchoredBlock(7, Hex.encode(Keccak256.hash(fork))), proof.anchor());

        assertThat(run(forged)).as(said()).isZero();
        assertThat(run(forged, "--node", anchored.node())).isEqualTo(1);
        assertThat(said()).contains("the contract has the hash " + proof.anchored().hash() + " for block 7");
    }

    private static EventProof with(EventProof.Event event) {
        return new EventProof(1, event, proof.receipt(), proof.path(), proof.headers(), proof.anchored(),
                proof.anchor());
    }

    private int run(EventProof given, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("event.json"), AnchoredRecord.json(given));
        output.reset();
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            return new VerifyMain(stream, stream).run(Stream.concat(Stream.of(file.toString()), Stream.of(options))
                    .toArray(String[]::new));
        }
    }

    private String said() {
        return output.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
