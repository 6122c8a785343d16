package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.CallOutcome;
import io.enterpriseproxy.chain.CallRequest;
import io.enterpriseproxy.chain.abi.AbiFunction;
import io.enterpriseproxy.chain.abi.ArgumentFault;
import io.enterpriseproxy.chain.abi.ContractAbi;
import io.enterpriseproxy.chain.abi.EncodeOutcome;
import io.enterpriseproxy.chain.abi.RevertReason;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.Chains;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.systems.Contracts;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Asks contracts what they hold, without a transaction. */
final class ContractReads {
    private static final Address NOBODY = Address.of(new byte[20]);

    private final Contracts contracts;
    private final Chains chains;

    ContractReads(Contracts contracts, Chains chains) {
        this.contracts = contracts;
        this.chains = chains;
    }

    /**
     * What a function returns, by output name.
     *
     * @param function signature, or the name alone if there is only one of it
     * @param chain may be null if the contract is on one chain only
     * @throws RequestRefusedException for an unknown name, a wrong argument, a revert, or a node that does not answer
     */
    Map<String, Object> read(String contract, String function, @Nullable String chain, Map<String, Object> arguments,
            @Nullable Long blockNumber) {
        ContractAbi abi = contracts.find(contract)
                .orElseThrow(() -> notFound("contract", contract, contracts.names().stream().sorted().toList()));
        AbiFunction found = abi.function(function)
                .orElseThrow(() -> notFound("function", function, names(abi, function)));
        String on = chain(contract, chain);
        Address to = contracts.addresses(contract).get(on);
        if (to == null) {
            throw notFound("chain", on, contracts.addresses(contract).keySet().stream().sorted().toList());
        }
        CallRequest call = new CallRequest(NOBODY, to, BigInteger.ZERO, encode(found, arguments));
        return decode(abi, found, chains.get(on).client().call(call, blockNumber));
    }

    private static List<String> names(ContractAbi abi, String function) {
        List<String> overloads = abi.signaturesOf(function);
        return overloads.isEmpty() ? abi.functions().stream().map(AbiFunction::signature).sorted().toList() : overloads;
    }

    private String chain(String contract, @Nullable String chain) {
        Map<String, Address> addresses = contracts.addresses(contract);
        if (chain != null) {
            return chain;
        }
        if (addresses.size() == 1) {
            return addresses.keySet().iterator().next();
        }
        throw new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST, "the contract is on several chains",
                "chain", null, "one of " + String.join(", ", addresses.keySet().stream().sorted().toList())));
    }

    private static byte[] encode(AbiFunction function, Map<String, Object> arguments) {
        return switch (function.encode(arguments)) {
            case EncodeOutcome.Encoded encoded -> encoded.input();
            case EncodeOutcome.Refused refused -> throw new RequestRefusedException(
                    refused.faults().stream().map(ContractReads::problem).toList(), null);
        };
    }

    private static Problem problem(ArgumentFault fault) {
        return new Problem(ProblemCode.INVALID_ARGUMENT, "the contract's ABI does not take this argument",
                fault.argument(), fault.found(), fault.expected());
    }

    private static Map<String, Object> decode(ContractAbi abi, AbiFunction function, CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Succeeds succeeds -> decode(function, succeeds.output());
            case CallOutcome.Reverts reverts -> {
                RevertReason reason = abi.revertReason(reverts.data());
                throw new RequestRefusedException(ProblemCode.SIMULATION_REVERTED,
                        "the contract refuses: " + reason.message());
            }
            case CallOutcome.Unknown unknown ->
                throw new RequestRefusedException(ProblemCode.NODE_UNAVAILABLE, unknown.reason());
        };
    }

    private static Map<String, Object> decode(AbiFunction function, byte[] output) {
        try {
            return function.decodeOutput(output);
        } catch (IllegalArgumentException e) {
            throw new RequestRefusedException(ProblemCode.INVALID_CONFIG,
                    "what is at the contract's address does not answer as its ABI says: " + e.getMessage());
        }
    }

    private static RequestRefusedException notFound(String what, String name, List<String> known) {
        return new RequestRefusedException(new Problem(ProblemCode.NOT_FOUND, "there is no such " + what, what, name,
                "one of " + String.join(", ", known)));
    }
}
