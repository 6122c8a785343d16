package io.enterpriseproxy.server.anchor;

import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.contracts.ContractArtifact;
import io.enterpriseproxy.contracts.DevAccount;
import io.enterpriseproxy.contracts.DevChain;
import tools.jackson.databind.JsonNode;

import java.util.Map;

/** A dev chain with an anchor contract. */
public final class AnchorChain implements AutoCloseable {
    private static final ContractArtifact ANCHORS = ContractArtifact.load(ContractArtifact.ANCHORS);
    private static final ContractAbi ABI = ContractAbi.parse(ANCHORS.abi());

    private final DevChain chain = DevChain.start();
    private final DevAccount anchorer = chain.accounts().get(1);
    private final String contract = chain.deploy(ANCHORS, "0x" + "0".repeat(24) + anchorer.address().substring(2));

    public DevChain chain() {
        return chain;
    }

    public DevAccount anchorer() {
        return anchorer;
    }

    public String contract() {
        return contract;
    }

    /** Anchors a root, and gives the receipt. */
    public JsonNode anchor(byte[] root, int count) {
        return chain.send(anchorer, contract, input("anchor(bytes32,uint64)", Map.of("root", root, "records", count)));
    }

    /** What a function of the contract returns, if it is one value. */
    public Object read(String signature, Map<String, ?> arguments) {
        return function(signature).decodeOutput(Hex.decode(chain.call(contract, input(signature, arguments)))).values()
                .iterator().next();
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
