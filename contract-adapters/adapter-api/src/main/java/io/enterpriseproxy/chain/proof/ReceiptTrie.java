package io.enterpriseproxy.chain.proof;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.rlp.RlpItem;
import io.enterpriseproxy.chain.rlp.RlpList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The Merkle-Patricia trie over a block's receipts, whose root is the header's {@code receiptsRoot} (Ethereum Yellow Paper,
 * appendix D): from the RLP of a receipt's index to the receipt as it is encoded.
 *
 * <p>
 * No index's RLP is the beginning of another's, so a branch never holds a value of its own. A receipt has a bloom filter of 256
 * bytes, so no node is so short that it would stand in the one above itself and not by its hash.
 */
public final class ReceiptTrie {
    private static final int BRANCH_ITEMS = 17;
    private static final int BRANCHES = 16;
    /** In the first nibble of an encoded path: it belongs to a leaf, and it has an odd number of nibbles. */
    private static final int LEAF = 2;
    private static final int ODD = 1;
    private static final RlpItem NOTHING = new RlpItem.Bytes(new byte[0]);

    private ReceiptTrie() {}

    /**
     * Where a receipt stands below its root.
     *
     * @param path the nodes from the root down to the receipt, each as it is hashed
     */
    public record Branch(byte[] root, List<byte[]> path) {}

    /**
     * The branch of one receipt.
     *
     * @param receipts all of the block, each as it is encoded, in order
     */
    public static Branch branch(List<byte[]> receipts, int index) {
        TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
        IntStream.range(0, receipts.size()).forEach(i -> entries.put(key(i), receipts.get(i)));
        List<byte[]> path = new ArrayList<>();
        RlpItem.Items root = node(List.copyOf(entries.entrySet()), 0, key(index), path);
        return new Branch(Keccak256.hash(root.encode()), path.reversed());
    }

    /**
     * The receipt to which a path leads.
     *
     * @throws IllegalArgumentException if it leads to none, saying where it goes wrong
     */
    public static byte[] receiptAt(byte[] root, int index, List<byte[]> path) {
        byte[] key = key(index);
        Iterator<byte[]> nodes = path.iterator();
        RlpItem next = new RlpItem.Bytes(root);
        int at = 0;
        while (true) {
            RlpItem.Items node = opened(next, nodes);
            if (node.items().size() == BRANCH_ITEMS && at < key.length) {
                next = node.items().get(key[at]);
                at++;
            } else if (node.items().size() == 2 && node.items().getFirst() instanceof RlpItem.Bytes(byte[] packed)) {
                boolean leaf = isLeaf(packed);
                byte[] nibbles = unpacked(packed);
                if (!Arrays.equals(key, at, Math.min(key.length, at + nibbles.length), nibbles, 0, nibbles.length)) {
                    throw new IllegalArgumentException("the path leads to another receipt than number " + index);
                }
                at += nibbles.length;
                next = node.items().getLast();
                if (leaf) {
                    return value(next, at == key.length && !nodes.hasNext());
                }
            } else {
                throw new IllegalArgumentException("a node of the path is none of a trie");
            }
        }
    }

    private static byte[] value(RlpItem item, boolean atEnd) {
        if (atEnd && item instanceof RlpItem.Bytes(byte[] value)) {
            return value;
        }
        throw new IllegalArgumentException("the path does not end at its leaf");
    }

    private static RlpItem.Items opened(RlpItem reference, Iterator<byte[]> nodes) {
        if (!(reference instanceof RlpItem.Bytes(byte[] hash)) || !nodes.hasNext()) {
            throw new IllegalArgumentException("the path ends before the receipt");
        }
        byte[] encoded = nodes.next();
        if (!Arrays.equals(Keccak256.hash(encoded), hash)) {
            throw new IllegalArgumentException("a node of the path has the hash "
                    + Hex.encode(Keccak256.hash(encoded)) + ", and the one above names " + Hex.encode(hash));
        }
        if (RlpItem.decode(encoded) instanceof RlpItem.Items node) {
            return node;
        }
        throw new IllegalArgumentException("a node of the path is no list");
    }

    /** Keys are in order, and alike up to the depth. Nodes on the way to the sought one are added from below. */
    private static RlpItem.Items node(List<Map.Entry<byte[], byte[]>> entries, int depth, byte[] sought,
            List<byte[]> path) {
        byte[] first = entries.getFirst().getKey();
        RlpItem.Items node;
        if (entries.size() == 1) {
            node = new RlpItem.Items(List.of(packed(first, depth, first.length, LEAF),
                    new RlpItem.Bytes(entries.getFirst().getValue())));
        } else {
            int alike = Arrays.mismatch(first, entries.getLast().getKey());
            node = alike > depth
                    ? new RlpItem.Items(List.of(packed(first, depth, alike, 0),
                            reference(node(entries, alike, sought, path))))
                    : branchNode(entries, depth, sought, path);
        }
        if (entries.stream().anyMatch(entry -> Arrays.equals(entry.getKey(), sought))) {
            path.add(node.encode());
        }
        return node;
    }

    private static RlpItem.Items branchNode(List<Map.Entry<byte[], byte[]>> entries, int depth,
            byte[] sought, List<byte[]> path) {
        List<RlpItem> items = new ArrayList<>();
        for (int nibble = 0; nibble < BRANCHES; nibble++) {
            byte wanted = (byte) nibble;
            List<Map.Entry<byte[], byte[]>> below = entries.stream()
                    .filter(entry -> entry.getKey()[depth] == wanted).toList();
            items.add(below.isEmpty() ? NOTHING : reference(node(below, depth + 1, sought, path)));
        }
        items.add(NOTHING);
        return new RlpItem.Items(items);
    }

    private static RlpItem reference(RlpItem.Items node) {
        return new RlpItem.Bytes(Keccak256.hash(node.encode()));
    }

    /** The nibbles of an index's RLP. */
    private static byte[] key(int index) {
        byte[] encoded = new RlpList().add(index).content();
        byte[] nibbles = new byte[2 * encoded.length];
        for (int i = 0; i < encoded.length; i++) {
            nibbles[2 * i] = (byte) (encoded[i] >> 4 & 0xf);
            nibbles[2 * i + 1] = (byte) (encoded[i] & 0xf);
        }
        return nibbles;
    }

    private static RlpItem packed(byte[] nibbles, int from, int to, int kind) {
        int odd = (to - from) % 2;
        byte[] packed = new byte[(to - from) / 2 + 1];
        packed[0] = (byte) ((kind | odd) << 4 | (odd == 1 ? nibbles[from] : 0));
        for (int i = 1; i < packed.length; i++) {
            int at = from + odd + 2 * (i - 1);
            packed[i] = (byte) (nibbles[at] << 4 | nibbles[at + 1]);
        }
        return new RlpItem.Bytes(packed);
    }

    private static boolean isLeaf(byte[] packed) {
        int kind = packed.length == 0 ? BRANCHES : packed[0] >> 4 & 0xf;
        boolean padded = (kind & ODD) == 0 && packed.length > 0 && (packed[0] & 0xf) != 0;
        if (kind > (LEAF | ODD) || padded) {
            throw new IllegalArgumentException("a node of the path has no path of its own");
        }
        return (kind & LEAF) != 0;
    }

    private static byte[] unpacked(byte[] packed) {
        int odd = packed[0] >> 4 & ODD;
        byte[] nibbles = new byte[2 * (packed.length - 1) + odd];
        for (int i = 0; i < nibbles.length; i++) {
            int half = i + 2 - odd;
            nibbles[i] = (byte) (half % 2 == 0 ? packed[half / 2] >> 4 & 0xf : packed[half / 2] & 0xf);
        }
        return nibbles;
    }
}
