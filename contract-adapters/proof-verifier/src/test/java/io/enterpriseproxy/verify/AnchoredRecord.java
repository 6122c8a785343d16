package io.enterpriseproxy.verify;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.chain.proof.AnchorProof;
import io.enterpriseproxy.chain.proof.AnchorTree;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;

/** A dev chain with an anchor contract, in which the root of a tree of two records stands. */
final class AnchoredRecord implements AutoCloseable {
    static final String RECORD = "{\"amount\":12.5,\"no\":\"R-1\"}";
    private static final ContractArtifact ANCHORS = ContractArtifact.load(ContractArtifact.ANCHORS);

    private final DevChain chain = DevChain.start();
    private final String contract;
    private final AnchorProof proof;

    AnchoredRecord() {
        DevAccount anchorer = chain.accounts().getFirst();
        contract = chain.deploy(ANCHORS, "0x" + "0".repeat(24) + anchorer.address().substring(2));
        byte[] salt = new byte[32];
        salt[3] = 7;
        byte[] leaf = AnchorTree.leaf(salt, RECORD);
        AnchorTree tree = AnchorTree.of(List.of(leaf, AnchorTree.leaf(salt, "{}")));
        proof = new AnchorProof(AnchorProof.VERSION, RECORD, Hex.encode(salt), Hex.encode(leaf),
                tree.path(0).stream().map(Hex::encode).toList(), Hex.encode(tree.root()),
                anchor("anchor(bytes32,uint64)", Map.of("root", tree.root(), "records", 2)));
    }

    /** Calls the contract, and says where what it was called for stands now. */
    AnchorProof.Place anchor(String function, Map<String, ?> arguments) {
        String input = switch (ContractAbi.parse(ANCHORS.abi()).function(function).orElseThrow().encode(arguments)) {
            case EncodeOutcome.Encoded encoded -> Hex.encode(encoded.input());
            case EncodeOutcome.Refused refused -> throw new IllegalArgumentException(refused.faults().toString());
        };
        JsonNode receipt = chain.send(chain.accounts().getFirst(), contract, input);
        return new AnchorProof.Place("main", chain.chainId(), contract,
                receipt.required("transactionHash").stringValue(), chain.blockNumber(),
                receipt.required("blockHash").stringValue());
    }

    AnchorProof proof() {
        return proof;
    }

    String contract() {
        return contract;
    }

    String node() {
        return chain.url().toString();
    }

    /** As the proxy answers it. */
    static String json(Record proof) {
        return JsonMapper.shared().writeValueAsString(proof);
    }

    @Override
    public void close() {
        chain.close();
    }
}
