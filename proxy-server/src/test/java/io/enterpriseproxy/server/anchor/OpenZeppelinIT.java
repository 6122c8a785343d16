package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.proof.AnchorTree;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Our trees and proofs beside OpenZeppelin's MerkleProof, which runs on a chain. */
class OpenZeppelinIT {
    private static final String VERIFY = "verify(bytes32,bytes32,bytes32[])";
    private static AnchorChain chain;
    private final Random random = new Random(20_261);

    @BeforeAll
    static void start() {
        chain = new AnchorChain();
    }

    @AfterAll
    static void stop() {
        chain.close();
    }

    private record Salted(byte[] salt, String record) {
        byte[] leaf() {
            return AnchorTree.leaf(salt, record);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 33, 64, 100, 127, 129, 199, 200})
    void everyPathLeadsToTheRootThereToo(int count) {
        // Given
        List<Salted> records = records(count);
        AnchorTree tree = AnchorTree.of(records.stream().map(Salted::leaf).toList());
        // When
        assertThat(chain.anchor(tree.root(), count).required("status").stringValue()).isEqualTo("0x1");
        // Then
        for (int i = 0; i < count; i++) {
            assertThat(verifies(tree.root(), records.get(i).leaf(), tree.path(i))).as("leaf " + i).isTrue();
        }
        assertThat(chain.read("anchoredAt(bytes32)", Map.of("root", tree.root())))
                .isEqualTo(Long.toString(chain.chain().blockNumber()));
    }

    @Test
    void leafIsTheSameThere() {
        for (Salted record : records(20)) {
            assertThat(chain.read("leafOf(bytes32,bytes)",
                    Map.of("salt", record.salt(), "record", record.record().getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(Hex.encode(record.leaf()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 40, 200})
    void whatWasChangedIsRefusedByBoth(int count) {
        List<Salted> records = records(count);
        AnchorTree tree = AnchorTree.of(records.stream().map(Salted::leaf).toList());
        chain.anchor(tree.root(), count);
        for (int i = 0; i < count; i += 1 + count / 12) {
            Salted record = records.get(i);
            List<byte[]> path = tree.path(i);
            Map<String, Changed> changed = new HashMap<>();
            changed.put("record", new Changed(tree.root(), new Salted(record.salt(), record.record() + " ").leaf(),
                    path));
            changed.put("salt", new Changed(tree.root(), new Salted(bytes(), record.record()).leaf(), path));
            changed.put("another leaf", new Changed(tree.root(), records.get((i + 1) % count).leaf(),
                    count == 2 ? List.of(record.leaf(), bytes()) : path));
            changed.put("root", new Changed(bytes(), record.leaf(), path));
            changed.put("longer", new Changed(tree.root(), record.leaf(), with(path, path.size(), bytes())));
            changed.put("shorter", new Changed(tree.root(), record.leaf(), path.subList(0, path.size() - 1)));
            for (int level = 0; level < path.size(); level++) {
                List<byte[]> other = new ArrayList<>(path);
                other.set(level, bytes());
                changed.put("path at " + level, new Changed(tree.root(), record.leaf(), other));
            }
            if (path.size() > 1) {
                changed.put("order", new Changed(tree.root(), record.leaf(), path.reversed()));
            }
            changed.forEach((what, proof) -> {
                assertThat(AnchorTree.rootOf(proof.leaf(), proof.path())).as(what).isNotEqualTo(proof.root());
                assertThat(verifies(proof.root(), proof.leaf(), proof.path())).as(what).isFalse();
            });
        }
    }

    private record Changed(byte[] root, byte[] leaf, List<byte[]> path) {}

    @Test
    void rootThatIsNotAnchoredProvesNothing() {
        byte[] leaf = new Salted(bytes(), "never").leaf();
        assertThat(verifies(leaf, leaf, List.of())).isFalse();
    }

    @Test
    void rootIsAnchoredOnceAndByThoseWhoMay() {
        // Given
        byte[] root = Keccak256.hash(new byte[]{1});
        // When
        assertThat(chain.anchor(root, 7).required("status").stringValue()).isEqualTo("0x1");
        // Then
        assertThat(chain.anchor(root, 7).required("status").stringValue()).isEqualTo("0x0");
        assertThat(chain.anchor(new byte[32], 7).required("status").stringValue()).isEqualTo("0x0");
        assertThat(chain.read("anchorOf(bytes32)", Map.of("root", root))).asInstanceOf(
                InstanceOfAssertFactories.MAP).containsEntry("count", "7");
    }

    private boolean verifies(byte[] root, byte[] leaf, List<byte[]> path) {
        return (Boolean) chain.read(VERIFY, Map.of("root", root, "leaf", leaf, "path", path));
    }

    private static List<byte[]> with(List<byte[]> path, int at, byte[] more) {
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(at, more);
        return longer;
    }

    private List<Salted> records(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Salted(bytes(),
                        "{\"no\":" + i + ",\"text\":\"" + "é".repeat(random.nextInt(60)) + "\"}"))
                .toList();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[AnchorTree.HASH_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }
}
