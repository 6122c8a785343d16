package io.enterpriseproxy.verify;

import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.proof.AnchorProof;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code ./ep verify}: checks proofs of anchored records and of events of other chains, without the proxy that made them. */
public final class VerifyMain {
    private static final int VALID = 0;
    private static final int INVALID = 1;
    private static final int MISUSED = 2;
    private static final String NODE = "--node";
    private static final String CONTRACT = "--contract";
    private static final String USAGE = """
            Usage: ./ep verify PROOF [--node URL] [--contract ADDRESS]
                   java -jar enterprise-proxy-verify.jar PROOF [--node URL] [--contract ADDRESS]

            Checks the proof of an anchored record, as GET /api/v1/calls/{id}/proof answers it: that record and salt give the leaf,
            that the path leads from it to the root, and, with a node, that the root stands in the anchor contract since the block
            that the proof names. Or that of an event of a private chain (GET /api/v1/block-anchors/{name}/proof): that its receipt
            is in its block, that headers lead from there to the anchored one, and, with a node, that this one's hash stands there.
            Needs neither the proxy nor its configuration, and connects to nothing but the node. Ends with 1 if the proof is not
            valid or cannot be checked, and says what is wrong.

              PROOF               a JSON file; /dev/stdin is one too
              --node URL          a JSON-RPC node, which you trust, of the chain that the proof names
              --contract ADDRESS  the anchor contract that you know; a proof that names another one is not valid
              --help              this text
            """;

    private final PrintStream out;
    private final PrintStream err;

    /** @param out what was found; {@code err} what kept it from being looked for */
    public VerifyMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Ends with 1 if the proof is not valid or cannot be checked, with 2 if the command is misused. */
    public static void main(String[] words) {
        System.exit(new VerifyMain(System.out, System.err).run(words));
    }

    /** The same, for programs that check proofs themselves; returns the exit status. */
    public int run(String... words) {
        List<String> said = List.of(words);
        if (said.contains("--help")) {
            out.print(USAGE);
            return VALID;
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < words.length; i += 2) {
            options.put(words[i], words[i + 1]);
        }
        if (said.size() % 2 == 0 || said.getFirst().startsWith("-")
                || !Set.of(NODE, CONTRACT).containsAll(options.keySet()) || options.size() * 2 + 1 != said.size()) {
            err.println("found " + (said.isEmpty() ? "nothing" : String.join(" ", said))
                    + "; expected PROOF, and --node URL or --contract ADDRESS or both");
            err.print(USAGE);
            return MISUSED;
        }
        try {
            return verify(Claim.parse(Files.readString(Path.of(said.getFirst()))), options);
        } catch (IOException unreadable) {
            err.println("The file " + said.getFirst() + " cannot be read (" + unreadable.getClass().getSimpleName()
                    + ").");
        } catch (IllegalArgumentException | ChainUnavailableException fault) {
            err.println("The proof cannot be checked: " + fault.getMessage() + ".");
        }
        return INVALID;
    }

    private int verify(Claim claim, Map<String, String> options) {
        switch (claim.check()) {
            case AnchorProof.Verdict.Broken broken -> {
                return invalid("%s: %s".formatted(broken.part(), broken.detail()));
            }
            case AnchorProof.Verdict.Consistent consistent ->
                out.println(claim.shown());
        }
        AnchorProof.Place place = claim.place();
        @Nullable
        String contract = options.get(CONTRACT);
        if (contract != null && !contract.equalsIgnoreCase(place.contract())) {
            return invalid("contract: the proof names " + place.contract() + ", and you know " + contract);
        }
        @Nullable
        String node = options.get(NODE);
        if (node == null) {
            out.printf("Consistent. Whether the %s stands in the contract %s of the chain %d%s, only a node can say"
                    + " (--node URL).%n", claim.anchored(), place.contract(), place.chainId(), claim.since());
            return VALID;
        }
        Optional<String> fault = AnchorContract.fault(claim, URI.create(node));
        if (fault.isPresent()) {
            return invalid(claim.anchored() + ": " + fault.get());
        }
        out.printf("the %s stands in the contract %s of the chain %d%s%n", claim.anchored(), place.contract(),
                place.chainId(), claim.since());
        out.println(contract == null ? "Valid, if that contract is the one that you know (--contract)." : "Valid.");
        return VALID;
    }

    private int invalid(String what) {
        out.println("Not valid. " + what);
        return INVALID;
    }
}
