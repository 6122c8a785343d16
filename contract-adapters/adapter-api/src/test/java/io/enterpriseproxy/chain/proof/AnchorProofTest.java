package io.enterpriseproxy.chain.proof;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnchorProofTest {
    private static final AnchorProof.Place PLACE = new AnchorProof.Place("main", 1, "0x00", "0x01", 2, "0x03");
    private final Random random = new Random(7);

    @Test
    void leafIsTheSaltedRecordHashedTwice() {
        // Given
        byte[] salt = Keccak256.hash(new byte[0]);
        // When
        byte[] leaf = AnchorTree.leaf(salt, "{\"a\":\"ü\"}");
        // Then
        String preimage = "0x00" + Hex.encode(salt).substring(2)
                + Hex.encode("{\"a\":\"ü\"}".getBytes(StandardCharsets.UTF_8)).substring(2);
        assertThat(leaf).isEqualTo(Keccak256.hash(Keccak256.hash(Hex.decode(preimage))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 100, 1000})
    void everyLeafHasAPathToTheRoot(int count) {
        // Given
        List<byte[]> leaves = IntStream.range(0, count).mapToObj(i -> bytes()).toList();
        // When
        AnchorTree tree = AnchorTree.of(leaves);
        // Then
        for (int i = 0; i < count; i++) {
            assertThat(AnchorTree.rootOf(leaves.get(i), tree.path(i))).isEqualTo(tree.root());
        }
    }

    @ParameterizedTest
    @CsvSource({"record, record or salt", "salt, record or salt", "leaf, leaf", "path, path or root",
            "order, path or root",
            "shorter, path or root", "root, path or root"})
    void whatWasChangedIsFoundOut(String changed, String part) {
        // Given
        AnchorProof proof = proof();
        // When
        AnchorProof tampered = tampered(proof, changed);
        // Then
        assertThat(proof.check()).isInstanceOf(AnchorProof.Verdict.Consistent.class);
        assertThat(tampered.check()).isInstanceOfSatisfying(AnchorProof.Verdict.Broken.class,
                broken -> assertThat(broken.part()).isEqualTo(part));
    }

    @Test
    void innerNodeIsNoLeaf() {
        // Given
        List<byte[]> leaves = List.of(bytes(), bytes(), bytes(), bytes());
        AnchorTree tree = AnchorTree.of(leaves);
        byte[] inner = AnchorTree.rootOf(leaves.getFirst(), tree.path(0).subList(0, 1));
        // When
        byte[] root = AnchorTree.rootOf(inner, tree.path(0).subList(1, 2));
        // Then
        assertThat(root).as("that it leads to the root is why a leaf is hashed from 32 bytes").isEqualTo(tree.root());
        assertThat(Keccak256.hash(Keccak256.hash(join(leaves.get(0), leaves.get(1))))).isNotEqualTo(inner);
    }

    @Test
    void whatIsNoProofIsRefused() {
        assertThatThrownBy(() -> AnchorProof.parse("{")).hasMessageStartingWith("this is no proof: ");
        assertThatThrownBy(() -> AnchorProof.parse("{\"version\":1}")).hasMessageStartingWith("this is no proof: ");
        assertThatThrownBy(() -> AnchorProof.parse(json(1, "0x12"))).hasMessageContaining("64 hex digits");
        assertThatThrownBy(() -> AnchorProof.parse(json(2, "0x" + "00".repeat(32)))).hasMessageContaining("version 2");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {"\"version\": 1 | \"version\": 1.9",
            "\"version\": 1 | \"version\": 1.0", "\"version\": 1 | \"version\": \"1\"",
            "\"version\": 1 | \"version\": true", "\"version\": 1 | \"version\": \"\"",
            "\"version\": 1 | \"version\": 1, \"version\": 1", "\"record\": | \"record\": \"other\", \"record\":",
            "\"blockNumber\": 1 | \"blockNumber\": \"1\"", "\"blockNumber\": 1 | \"blockNumber\": 1e0",
            "\"blockNumber\": 1 | \"blockNumber\": 2, \"blockNumber\": 1",
            "\"chainId\": 1 | \"chainId\": 18446744073709551617", "\"record\": \"{}\" | \"record\": 5",
            "\"record\": \"{}\" | \"record\": true", "\"path\": [] | \"path\": \"\"", "\"path\": [] | \"path\": [null]",
            "\"chain\": \"main\" | \"chain\": 1.5"})
    void whatCouldBeReadInTwoWaysIsRefused(String before, String after) {
        String sound = json(1, "0x" + "00".repeat(32));
        assertThat(AnchorProof.parse(sound).record()).isEqualTo("{}");
        assertThat(sound).contains(before);
        assertThatThrownBy(() -> AnchorProof.parse(sound.replace(before, after)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("this is no proof: ");
        assertThatThrownBy(() -> AnchorProof.parse(sound + "{}")).hasMessageStartingWith("this is no proof: ");
    }

    /** It would be hashed as a question mark. */
    @ParameterizedTest
    @ValueSource(strings = {"paid\ud800", "\udc00paid", "paid\ud800!", "\udc00\ud800"})
    void halfOfASurrogatePairPassesForNothingElse(String record) {
        byte[] salt = bytes();
        String anchored = record.replace('\ud800', '?').replace('\udc00', '?');
        String leaf = Hex.encode(AnchorTree.leaf(salt, anchored));
        AnchorProof proof = new AnchorProof(1, anchored, Hex.encode(salt), leaf, List.of(), leaf, PLACE);
        assertThat(proof.check()).isInstanceOf(AnchorProof.Verdict.Consistent.class);

        assertThat(new AnchorProof(1, record, proof.salt(), leaf, List.of(), leaf, PLACE).check())
                .isInstanceOfSatisfying(AnchorProof.Verdict.Broken.class, broken -> {
                    assertThat(broken.part()).isEqualTo("record");
                    assertThat(broken.detail()).contains("half a surrogate pair");
                });
        assertThatThrownBy(() -> AnchorTree.leaf(salt, record)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wholeSurrogatePairsAreHashedAsUtf8() {
        byte[] salt = bytes();
        String preimage = "0x00" + Hex.encode(salt).substring(2) + "f09f9880";
        assertThat(AnchorTree.leaf(salt, "\ud83d\ude00"))
                .isEqualTo(Keccak256.hash(Keccak256.hash(Hex.decode(preimage))));
    }

    private static String json(int version, String salt) {
        return """
                {"version": %d, "record": "{}", "salt": "%s", "leaf": "0x%s", "path": [], "root": "0x%3$s", "anchor":
                 {"chain": "main", "chainId": 1, "contract": "0x", "transaction": "0x", "blockNumber": 1, "blockHash": "0x"}}
                """
                .formatted(version, salt, "00".repeat(32));
    }

    private AnchorProof proof() {
        byte[] salt = bytes();
        List<byte[]> leaves = new ArrayList<>(IntStream.range(0, 9).mapToObj(i -> bytes()).toList());
        leaves.set(4, AnchorTree.leaf(salt, "{\"no\":4}"));
        AnchorTree tree = AnchorTree.of(leaves);
        return new AnchorProof(1, "{\"no\":4}", Hex.encode(salt), Hex.encode(leaves.get(4)),
                tree.path(4).stream().map(Hex::encode).toList(), Hex.encode(tree.root()), PLACE);
    }

    private AnchorProof tampered(AnchorProof proof, String what) {
        List<String> path = new ArrayList<>(proof.path());
        switch (what) {
            case "path" -> path.set(1, Hex.encode(bytes()));
            case "order" -> path.addLast(path.removeFirst());
            case "shorter" -> path.removeLast();
            default -> {
            }
        }
        return new AnchorProof(1, what.equals("record") ? "{\"no\":5}" : proof.record(),
                what.equals("salt") ? Hex.encode(bytes()) : proof.salt(),
                what.equals("leaf") ? Hex.encode(bytes()) : proof.leaf(), path,
                what.equals("root") ? Hex.encode(bytes()) : proof.root(), PLACE);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[AnchorTree.HASH_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] one, byte[] other) {
        return Hex.decode(Hex.encode(one) + Hex.encode(other).substring(2));
    }
}
