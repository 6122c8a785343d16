package io.enterpriseproxy.chain;

import java.util.List;

/**
 * What hashes of blocks are made of, by which something in a block can be proved to whoever knows the hash of a later one.
 * Encoded as Ethereum does it, whatever the chain does: if that is not how it hashes, the hashes show it.
 *
 * @param receipts all of the first block, in order, each as the trie of its receipts has it
 * @param headers from the first block on, each RLP
 */
public record BlockEvidence(List<byte[]> receipts, List<byte[]> headers) {
    public BlockEvidence {
        receipts = List.copyOf(receipts);
        headers = List.copyOf(headers);
    }
}
