package io.enterpriseproxy.chain.proof;

import io.enterpriseproxy.chain.Keccak256;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A binary Merkle tree over records, as OpenZeppelin's {@code MerkleProof} verifies it.
 *
 * <p>
 * A leaf is {@code keccak256(keccak256(0x00 ‖ salt ‖ record))}: salted, so that nobody can guess a record from its leaf, and
 * hashed twice, so that what is hashed into a leaf has 32 bytes and never passes for an inner node's 64. An inner node is
 * {@code keccak256(lower ‖ higher)} of its two children; the last one of an odd level moves up as it is. A path says
 * nothing of left and right, so it proves that a record is in the tree, not where.
 */
public final class AnchorTree {
    /** Bytes of a salt, leaf or root. */
    public static final int HASH_BYTES = 32;

    /** From the leaves up; the last one holds the root alone. */
    private final List<List<byte[]>> levels;

    private AnchorTree(List<List<byte[]>> levels) {
        this.levels = levels;
    }

    /**
     * The tree over these leaves, in this order.
     *
     * @throws IllegalArgumentException without a leaf
     */
    public static AnchorTree of(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a tree has at least one leaf");
        }
        List<List<byte[]>> levels = new ArrayList<>();
        levels.add(List.copyOf(leaves));
        while (levels.getLast().size() > 1) {
            levels.add(above(levels.getLast()));
        }
        return new AnchorTree(levels);
    }

    private static List<byte[]> above(List<byte[]> level) {
        List<byte[]> nodes = new ArrayList<>(level.size() / 2 + 1);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            nodes.add(node(level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            nodes.add(level.getLast());
        }
        return nodes;
    }

    /**
     * The leaf of a record.
     *
     * @param salt 32 bytes
     * @param record canonical JSON
     * @throws IllegalArgumentException if the record has half a surrogate pair: it has no UTF-8 form, and would pass for
     *             another record
     */
    public static byte[] leaf(byte[] salt, String record) {
        if (salt.length != HASH_BYTES) {
            throw new IllegalArgumentException("a salt has 32 bytes, found " + salt.length);
        }
        byte[] text = utf8(record);
        byte[] preimage = Arrays.copyOf(new byte[1], 1 + HASH_BYTES + text.length);
        System.arraycopy(salt, 0, preimage, 1, HASH_BYTES);
        System.arraycopy(text, 0, preimage, 1 + HASH_BYTES, text.length);
        return Keccak256.hash(Keccak256.hash(preimage));
    }

    private static byte[] utf8(String record) {
        try {
            ByteBuffer text = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(record));
            byte[] bytes = new byte[text.remaining()];
            text.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the record has half a surrogate pair, which UTF-8 cannot hold", e);
        }
    }

    /** The root that a path leads to from a leaf. */
    public static byte[] rootOf(byte[] leaf, List<byte[]> path) {
        byte[] node = leaf;
        for (byte[] sibling : path) {
            node = node(node, sibling);
        }
        return node;
    }

    private static byte[] node(byte[] one, byte[] other) {
        boolean inOrder = Arrays.compareUnsigned(one, other) <= 0;
        byte[] both = Arrays.copyOf(inOrder ? one : other, 2 * HASH_BYTES);
        System.arraycopy(inOrder ? other : one, 0, both, HASH_BYTES, HASH_BYTES);
        return Keccak256.hash(both);
    }

    public byte[] root() {
        return levels.getLast().getFirst();
    }

    /** The siblings of a leaf and of the nodes above it, from the leaf up; none where a node moved up alone. */
    public List<byte[]> path(int index) {
        List<byte[]> path = new ArrayList<>();
        int at = index;
        for (List<byte[]> level : levels.subList(0, levels.size() - 1)) {
            int sibling = at ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            at /= 2;
        }
        return path;
    }
}
