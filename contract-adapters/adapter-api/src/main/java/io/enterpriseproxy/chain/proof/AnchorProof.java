package io.enterpriseproxy.chain.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.enterpriseproxy.chain.Hex;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that is needed to show that a record was anchored, as {@code GET /api/v1/calls/{id}/proof} answers it. Hashes and bytes
 * are 0x-hex. Whoever has the proof has the record.
 *
 * @param version of this form; 1
 * @param record canonical JSON, to be hashed as it is written
 * @param path siblings, from the leaf up
 */
@JsonPropertyOrder({"version", "record", "salt", "leaf", "path", "root", "anchor"})
public record AnchorProof(int version, String record, String salt, String leaf, List<String> path, String root,
        Place anchor) {
    /** The only one there is. */
    public static final int VERSION = 1;

    public AnchorProof {
        path = List.copyOf(path);
    }

    /**
     * Where the root stands.
     *
     * @param chain its name in the proxy's configuration
     * @param contract 0x-address
     * @param transaction hash of the one that anchored it
     */
    public record Place(String chain, long chainId, String contract, String transaction, long blockNumber,
            String blockHash) {}

    /** What a proof is worth. */
    public sealed interface Verdict {
        /** Record, salt, path and root fit together. That the root was anchored, only the chain can say. */
        record Consistent() implements Verdict {}

        /**
         * They do not.
         *
         * @param part what was changed, as far as hashes can tell
         */
        record Broken(String part, String detail) implements Verdict {}
    }

    /**
     * Reads a proof.
     *
     * @throws IllegalArgumentException if the text is none, saying why
     */
    public static AnchorProof parse(String json) {
        AnchorProof proof = ProofJson.read(json, AnchorProof.class);
        ProofJson.requireVersion(VERSION, proof.version);
        Stream.concat(Stream.of(proof.salt, proof.leaf, proof.root), proof.path.stream())
                .forEach(ProofJson::requireHash);
        return proof;
    }

    /** Computes every hash of it again. */
    public Verdict check() {
        try {
            return check(AnchorTree.leaf(ProofJson.bytes(salt), record));
        } catch (IllegalArgumentException fault) {
            return new Verdict.Broken("record", String.valueOf(fault.getMessage()));
        }
    }

    private Verdict check(byte[] ofRecord) {
        byte[] said = ProofJson.bytes(leaf);
        boolean leads = Arrays.equals(AnchorTree.rootOf(said, path.stream().map(ProofJson::bytes).toList()),
                ProofJson.bytes(root));
        boolean fits = Arrays.equals(ofRecord, said);
        if (fits && leads) {
            return new Verdict.Consistent();
        }
        if (leads) {
            return new Verdict.Broken("record or salt", "they give the leaf " + Hex.encode(ofRecord)
                    + ", and what was anchored is " + leaf);
        }
        if (fits) {
            return new Verdict.Broken("path or root", "the path does not lead from the record's leaf to the root "
                    + root);
        }
        return new Verdict.Broken("leaf", "neither does it belong to record and salt, nor does the path lead from it"
                + " to the root " + root);
    }
}
