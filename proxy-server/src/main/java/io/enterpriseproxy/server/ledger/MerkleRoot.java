package io.enterpriseproxy.server.ledger;

import io.enterpriseproxy.chain.Hex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The root of the tree over some leaves, in list order. Two neighbours become {@code SHA-256(0x01, left, right)}; a last one
 * without a neighbour goes up as it is; the root of one leaf is that leaf. So one leaf and a few hashes are enough to show
 * that the leaf belongs to a root.
 */
public final class MerkleRoot {
    private static final byte INNER = 1;
    private static final int HASH_BYTES = 32;

    private MerkleRoot() {}

    /**
     * 0x and 64 lower-case digits.
     *
     * @param leaves of 32 bytes, one at least
     */
    public static String of(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a tree has one leaf at least");
        }
        List<byte[]> level = leaves;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(Sha256.of(ByteBuffer.allocate(1 + 2 * HASH_BYTES).put(INNER).put(level.get(i))
                        .put(level.get(i + 1)).array()));
            }
            if (level.size() % 2 == 1) {
                above.add(level.getLast());
            }
            level = above;
        }
        return Hex.encode(level.getFirst());
    }
}
