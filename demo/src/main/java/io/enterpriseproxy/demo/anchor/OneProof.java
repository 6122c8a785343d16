package io.enterpriseproxy.demo.anchor;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.demo.check.Comparison;
import io.enterpriseproxy.demo.screen.Table;
import io.enterpriseproxy.verify.VerifyMain;
import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows what is private, what is public, and that a proof holds and a forged one does not, for a person who sees an anchor for the
 * first time.
 *
 * @param node of the chain
 * @param contract that anchors
 * @param anchorer the account that may
 * @param directory where both proofs are left for {@code ./ep verify}
 */
public record OneProof(URI node, Address contract, Address anchorer, Path directory) {

    /**
     * Of the first record.
     *
     * @param all what was anchored, one at least
     * @param root the call that anchored its root
     */
    List<String> lines(List<AnchorSection.Proved> all, JsonNode root, Comparison comparison) {
        AnchorSection.Proved first = all.getFirst();
        AnchorProof proof = first.proof();
        String batch = first.record().batch();
        String other = "X" + batch.substring(1);
        Path file = write("proof.json", first.text());
        Path changed = write("changed-proof.json", first.text().replace(batch, other));
        Said truth = verify(file);
        Said lie = verify(changed);
        comparison.same("./ep verify " + file + ": status", 0, truth.status());
        comparison.same("./ep verify " + changed + ": status", 1, lie.status());
        comparison.same("./ep verify " + changed + ": what was changed", "Not valid. record or salt",
                lie.lines().getFirst().split(":", 2)[0]);
        comparison.same("the proof's contract", contract, Address.parse(proof.anchor().contract()));
        comparison.same("who anchored the root", anchorer, Address.parse(root.required("sender").stringValue()));
        comparison.same("the proof's transaction", root.at("/transaction/hash").stringValue(),
                proof.anchor().transaction());

        List<String> lines = new ArrayList<>(List.of("", all.size()
                + " quality certificates stayed in the ledger, and the chain proves them:"));
        lines.addAll(facts(all.size(), proof, root, truth, file).lines());
        lines.addAll(List.of("", "Whoever is given that file checks it without the proxy:", "  ./ep " + command(file)));
        truth.lines().forEach(line -> lines.add("    " + line));
        lines.addAll(List.of("", "With one letter changed, batch " + other + " in place of " + batch + ":",
                "  ./ep " + command(changed)));
        lie.lines().forEach(line -> lines.add("    " + line));
        return lines;
    }

    private Table facts(int count, AnchorProof proof, JsonNode root, Said truth, Path file) {
        String feePayer = root.at("/transaction/feePayer/key").asString("");
        Table table = new Table("private", count + " certificates, such as " + proof.record());
        table.row("public", "one root for " + root.at("/arguments/records").asString("") + " of them, "
                + proof.root());
        table.row("contract", contract + ", in block " + proof.anchor().blockNumber());
        table.row("transaction", proof.anchor().transaction());
        table.row("sent by", feePayer.isEmpty()
                ? "anchor"
                : "anchor, which owns nothing: " + feePayer + " paid for the gas");
        table.row("one proof", "the certificate, a random salt, and a path of " + proof.path().size()
                + " hashes to the root: " + file);
        return table.row("verified", truth.status() == 0
                ? "yes: certificate, salt and path lead to the root that stands in the contract"
                : "no");
    }

    private String command(Path proof) {
        return String.join(" ", "verify", proof.toString(), "--node", node.toString(), "--contract",
                contract.checksummed());
    }

    /** What the program that checks proofs says. */
    private record Said(int status, List<String> lines) {}

    private Said verify(Path proof) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            int status = new VerifyMain(out, out).run(proof.toString(), "--node", node.toString(), "--contract",
                    contract.checksummed());
            return new Said(status, said.toString(StandardCharsets.UTF_8).lines().toList());
        }
    }

    private Path write(String name, String text) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(directory);
            return Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
