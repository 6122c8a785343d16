package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import io.enterpriseproxy.signer.keystore.KeystoreFiles;
import io.enterpriseproxy.signer.keystore.ScryptCost;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A dev chain with an anchor contract. */
final class AnchorChain implements AutoCloseable {
    private static final ContractArtifact ANCHORS = ContractArtifact.load(ContractArtifact.ANCHORS);
    private static final ContractAbi ABI = ContractAbi.parse(ANCHORS.abi());

    private static final String PASSPHRASE = "correct horse";

    private final DevChain chain;
    private final DevAccount anchorer;
    private final String contract;

    /** One whose second account may anchor. */
    AnchorChain() {
        this(1);
    }

    /** One whose contract has this account as its admin, who alone may anchor at first. */
    AnchorChain(int admin) {
        chain = DevChain.start();
        anchorer = chain.accounts().get(1);
        contract = chain.deploy(ANCHORS, "0x" + "0".repeat(24) + chain.accounts().get(admin).address().substring(2));
    }

    DevChain chain() {
        return chain;
    }

    DevAccount anchorer() {
        return anchorer;
    }

    String contract() {
        return contract;
    }

    /**
     * Writes the files by which a server knows the contract and the second account, as key {@code anchor}.
     *
     * @return the parts of a configuration that name them
     */
    String config(Path directory) {
        try {
            Files.writeString(directory.resolve("anchors.json"), ANCHORS.abi());
            Files.writeString(directory.resolve("anchor.pass"), PASSPHRASE);
            Path keystore = directory.resolve("anchor.json");
            if (Files.notExists(keystore)) {
                KeystoreFiles.create(keystore, Hex.decode(anchorer.privateKey()), PASSPHRASE.toCharArray(),
                        ScryptCost.LIGHT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return """
                  chains:
                    main: { family: evm, id: 31337, nodes: [ { url: '%s' } ], poll-interval: 100ms }
                  contracts:
                    anchors: { abi: anchors.json, addresses: { main: '%s' } }
                  keys:
                    anchor: { keystore: anchor.json, passphrase: '${file:anchor.pass}' }
                """.formatted(chain.url(), contract);
    }

    /** Lets the second account anchor; as the account that is the admin. */
    void allowAnchoring(int admin) {
        Map<String, ?> role = Map.of("role", read("ANCHOR_ROLE()", Map.of()), "account", anchorer.address());
        chain.send(chain.accounts().get(admin), contract, input("grantRole(bytes32,address)", role));
    }

    /** Anchors a root, and gives the receipt. */
    JsonNode anchor(byte[] root, int count) {
        return chain.send(anchorer, contract, input("anchor(bytes32,uint64)", Map.of("root", root, "records", count)));
    }

    /** What a function of the contract returns, if it is one value. */
    Object read(String signature, Map<String, ?> arguments) {
        return function(signature).decodeOutput(Hex.decode(chain.call(contract, input(signature, arguments)))).values()
                .iterator().next();
    }

    /** What anybody does who has a proof and a node: the contract itself makes the leaf of record and salt. */
    boolean verifies(AnchorProof proof) {
        Object leaf = read("leafOf(bytes32,bytes)", Map.of("salt", proof.salt(), "record",
                proof.record().getBytes(StandardCharsets.UTF_8)));
        return (Boolean) read("verify(bytes32,bytes32,bytes32[])",
                Map.of("root", proof.root(), "leaf", leaf, "path", proof.path()));
    }

    private static String input(String signature, Map<String, ?> arguments) {
        return switch (function(signature).encode(arguments)) {
            case EncodeOutcome.Encoded encoded -> Hex.encode(encoded.input());
            case EncodeOutcome.Refused refused -> throw new IllegalArgumentException(refused.faults().toString());
        };
    }

    private static AbiFunction function(String signature) {
        return ABI.function(signature).orElseThrow();
    }

    @Override
    public void close() {
        chain.close();
    }
}
