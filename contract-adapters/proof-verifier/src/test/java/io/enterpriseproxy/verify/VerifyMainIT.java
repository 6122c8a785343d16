package io.enterpriseproxy.verify;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.AnchorTree;
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
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class VerifyMainIT {
    private static AnchoredRecord anchored;
    private static AnchorProof proof;

    @TempDir
    Path directory;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeAll
    static void anchorARecord() {
        anchored = new AnchoredRecord();
        proof = anchored.proof();
    }

    @AfterAll
    static void stop() {
        anchored.close();
    }

    @Test
    void proofIsValidWithAndWithoutANode() throws IOException {
        assertThat(run(proof)).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("lead to the root " + proof.root())
                .contains("Consistent. Whether the root stands in the contract");
        assertThat(run(proof, "--node", anchored.node(), "--contract", anchored.contract())).isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).endsWith("Valid.\n");
    }

    @Test
    void changedRecordIsFoundOutWithoutANode() throws IOException {
        assertThat(run(with("record", AnchoredRecord.RECORD.replace("12.5", "12.6")))).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).startsWith("Not valid. record or salt: ");
    }

    @Test
    void proofOfATreeThatWasNeverAnchoredIsFoundOutByTheNode() throws IOException {
        byte[] leaf = AnchorTree.leaf(new byte[32], AnchoredRecord.RECORD);
        AnchorProof forged = new AnchorProof(1, AnchoredRecord.RECORD, Hex.encode(new byte[32]), Hex.encode(leaf),
                List.of(),
                Hex.encode(leaf), proof.anchor());
        assertThat(run(forged)).isZero();
        assertThat(run(forged, "--node", anchored.node())).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("Not valid. root: the root was never anchored");
    }

    @Test
    void placeThatIsNotTheRootsIsFoundOut() throws IOException {
        AnchorProof.Place place = proof.anchor();
        assertThat(run(at(place.contract(), place.blockNumber() + 1, place.blockHash()), "--node", anchored.node()))
                .isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("was anchored in block " + place.blockNumber());
        assertThat(run(at(place.contract(), place.blockNumber(), proof.root()), "--node", anchored.node()))
                .isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("the hash of block");
        assertThat(run(at("0x" + "1".repeat(40), place.blockNumber(), place.blockHash()), "--node", anchored.node()))
                .isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("there is no anchor contract at");
        assertThat(run(proof, "--contract", "0x" + "1".repeat(40))).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).contains("and you know 0x1111");
    }

    @Test
    void whatCannotBeCheckedIsNotValid() throws IOException {
        assertThat(run(proof, "--node", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(output.toString(StandardCharsets.UTF_8)).startsWith("record, salt and path")
                .contains("The proof cannot be checked: no node is usable");
        assertThat(run("{}")).isEqualTo(1);
        assertThat(command("nowhere.json")).isEqualTo(1);
        assertThat(command()).isEqualTo(2);
        assertThat(command("a.json", "--node")).isEqualTo(2);
        assertThat(command("a.json", "--help")).isZero();
    }

    private static AnchorProof at(String contract, long block, String hash) {
        return new AnchorProof(1, proof.record(), proof.salt(), proof.leaf(), proof.path(), proof.root(),
                new AnchorProof.Place("main", proof.anchor().chainId(), contract, proof.anchor().transaction(), block,
                        hash));
    }

    private static AnchorProof with(String field, String value) {
        return new AnchorProof(1, field.equals("record") ? value : proof.record(), proof.salt(), proof.leaf(),
                proof.path(), proof.root(), proof.anchor());
    }

    private int run(AnchorProof given, String... options) throws IOException {
        return run(AnchoredRecord.json(given), options);
    }

    private int run(String json, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("proof.json"), json);
        return command(Stream.concat(Stream.of(file.toString()),
                Stream.of(options)).toArray(String[]::new));
    }

    private int command(String... words) {
        output.reset();
        try (PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            return new VerifyMain(stream, stream).run(words);
        }
    }
}
