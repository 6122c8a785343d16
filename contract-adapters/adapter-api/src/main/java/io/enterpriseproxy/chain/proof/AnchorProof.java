package io.enterpriseproxy.chain.proof;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.enterpriseproxy.chain.Hex;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES).build();
    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

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
        AnchorProof proof;
        try {
            proof = JSON.readValue(json, AnchorProof.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is no proof: " + e.getOriginalMessage(), e);
        }
        if (proof.version != VERSION) {
            throw new IllegalArgumentException("found a proof of version " + proof.version + "; expected " + VERSION);
        }
        List<String> hashes = new ArrayList<>(List.of(proof.salt, proof.leaf, proof.root));
        hashes.addAll(proof.path);
        hashes.stream().filter(text -> !HASH.matcher(text).matches()).findFirst().ifPresent(text -> {
            throw new IllegalArgumentException("found " + text + "; expected 0x and 64 hex digits");
        });
        return proof;
    }

    /** Computes every hash of it again. */
    public Verdict check() {
        byte[] ofRecord = AnchorTree.leaf(bytes(salt), record);
        byte[] said = bytes(leaf);
        boolean leads = Arrays.equals(AnchorTree.rootOf(said, path.stream().map(AnchorProof::bytes).toList()),
                bytes(root));
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

    private static byte[] bytes(String hex) {
        return Hex.decode(hex.toLowerCase(Locale.ROOT));
    }
}
