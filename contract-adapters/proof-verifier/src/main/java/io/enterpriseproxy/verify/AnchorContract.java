package io.enterpriseproxy.verify;

import io.enterpriseproxy.adapter.evm.EvmChainClient;
import io.enterpriseproxy.adapter.evm.EvmChainSettings;
import io.enterpriseproxy.adapter.evm.EvmNodeSettings;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Block;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.ChainUnavailableException;
import io.enterpriseproxy.chain.Keccak256;
import io.enterpriseproxy.chain.proof.AnchorProof;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Asks a node whether what a proof leads to stands in the anchor contract, and whether the block that the proof names is there. */
final class AnchorContract {
    private static final int SELECTOR = 4;
    private static final int WORD = 32;
    private static final Address NOBODY = Address.of(new byte[20]);

    private AnchorContract() {}

    /**
     * What is wrong with it, in a plain sentence; empty if nothing is.
     *
     * @throws ChainUnavailableException if the node cannot tell
     * @throws IllegalArgumentException if the proof's contract is no address, or the URL none of a node
     */
    static Optional<String> fault(Claim claim, URI node) {
        AnchorProof.Place place = claim.place();
        Address contract = Address.parse(place.contract());
        EvmChainSettings settings = new EvmChainSettings(place.chain(), place.chainId(),
                List.of(new EvmNodeSettings(node)));
        try (EvmChainClient client = EvmChainClient.open(settings)) {
            return switch (client.call(new CallRequest(NOBODY, contract, BigInteger.ZERO, input(claim)), null)) {
                case CallOutcome.Succeeds read -> fault(claim, read.output(), client);
                case CallOutcome.Reverts reverts ->
                    Optional.of("the contract " + contract + " does not answer " + claim.function());
                case CallOutcome.Unknown unknown -> throw new ChainUnavailableException(unknown.reason(), false);
            };
        }
    }

    private static byte[] input(Claim claim) {
        byte[] function = Keccak256.hash(claim.function().getBytes(StandardCharsets.US_ASCII));
        byte[] arguments = claim.arguments();
        byte[] input = Arrays.copyOf(function, SELECTOR + arguments.length);
        System.arraycopy(arguments, 0, input, SELECTOR, arguments.length);
        return input;
    }

    private static Optional<String> fault(Claim claim, byte[] answer, EvmChainClient client) {
        AnchorProof.Place place = claim.place();
        if (answer.length != WORD) {
            return Optional.of("there is no anchor contract at " + place.contract() + " on the chain "
                    + place.chainId());
        }
        Optional<String> fault = claim.fault(answer);
        if (fault.isPresent()) {
            return fault;
        }
        Optional<Block> found = client.block(place.blockNumber());
        return found.filter(known -> known.hash().equalsIgnoreCase(place.blockHash())).isPresent()
                ? Optional.empty()
                : Optional.of("the hash of block " + place.blockNumber() + " is "
                        + found.map(Block::hash).orElse("not known to the node") + ", and the proof names "
                        + place.blockHash());
    }
}
