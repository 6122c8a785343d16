package io.enterpriseproxy.verify;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.proof.AnchorProof;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks a node whether the root of a proof stands in the anchor contract, in the block that the proof names. */
final class AnchoredRoot {
    private static final byte[] ANCHORED_AT = Arrays
            .copyOf(Keccak256.hash("anchoredAt(bytes32)".getBytes(StandardCharsets.US_ASCII)), 4);
    private static final Address NOBODY = Address.of(new byte[20]);

    private AnchoredRoot() {}

    /**
     * What is wrong with it, in a plain sentence; empty if nothing is.
     *
     * @throws ChainUnavailableException if the node cannot tell
     * @throws IllegalArgumentException if the proof's contract is no address, or the URL none of a node
     */
    static Optional<String> fault(AnchorProof proof, URI node) {
        AnchorProof.Place place = proof.anchor();
        Address contract = Address.parse(place.contract());
        EvmChainSettings settings = new EvmChainSettings(place.chain(), place.chainId(),
                List.of(new EvmNodeSettings(node)));
        try (EvmChainClient client = EvmChainClient.open(settings)) {
            byte[] input = Arrays.copyOf(ANCHORED_AT, 4 + 32);
            System.arraycopy(Hex.decode(proof.root()), 0, input, 4, 32);
            return switch (client.call(new CallRequest(NOBODY, contract, BigInteger.ZERO, input), null)) {
                case CallOutcome.Succeeds read -> fault(place, read.output(), client);
                case CallOutcome.Reverts reverts ->
                    Optional.of("the contract " + contract + " does not answer anchoredAt(bytes32)");
                case CallOutcome.Unknown unknown -> throw new ChainUnavailableException(unknown.reason(), false);
            };
        }
    }

    private static Optional<String> fault(AnchorProof.Place place, byte[] output, EvmChainClient client) {
        if (output.length != 32) {
            return Optional.of("there is no anchor contract at " + place.contract() + " on the chain "
                    + place.chainId());
        }
        BigInteger block = new BigInteger(1, output);
        if (block.signum() == 0) {
            return Optional.of("the root was never anchored in the contract " + place.contract());
        }
        if (!block.equals(BigInteger.valueOf(place.blockNumber()))) {
            return Optional.of("the root was anchored in block " + block + ", and the proof names "
                    + place.blockNumber());
        }
        Optional<Block> found = client.block(place.blockNumber());
        return found.filter(known -> known.hash().equalsIgnoreCase(place.blockHash())).isPresent()
                ? Optional.empty()
                : Optional.of("the hash of block " + place.blockNumber() + " is "
                        + found.map(Block::hash).orElse("not known to the node") + ", and the proof names "
                        + place.blockHash());
    }
}
