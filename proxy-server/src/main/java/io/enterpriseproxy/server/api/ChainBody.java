package io.enterpriseproxy.server.api;

import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.api.ChainsController.NodeBody;
import io.enterpriseproxy.server.config.ChainFamily;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.systems.ChainWish;
import io.enterpriseproxy.server.systems.TermsWish;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain to be registered.
 *
 * @param family {@code evm} or {@code kaia}
 * @param id as of EIP-155
 * @param genesis hash of block 0
 * @param nodes the preferred first
 * @param owner who answers for it
 * @param confirmations blocks until an outcome is final; 0: the finalized tag says what is; 1 if absent
 * @param validFrom before it, nothing new is signed
 * @param validUntil from it on, nothing new is signed
 * @param contracts where contracts of the configuration are on it: 0x-addresses by name
 */
record ChainBody(@Nullable String family, @Nullable Long id, @Nullable String genesis, @Nullable List<NodeBody> nodes,
        @Nullable String owner, @Nullable Integer confirmations, TermsWish.@Nullable GasWish gas,
        @Nullable Instant validFrom, @Nullable Instant validUntil, @Nullable Map<String, String> contracts) {

    ChainWish wish() {
        return new ChainWish(chainFamily(), present(id, "id", "the chain id (EIP-155)"),
                present(genesis, "genesis", "the hash of block 0: 0x and 64 hex digits"),
                NodeBody.wishes(nodes),
                new TermsWish(owner, confirmations, gas, validFrom, validUntil),
                addresses());
    }

    private Map<String, String> addresses() {
        Map<String, String> addresses = new HashMap<>();
        if (contracts != null) {
            contracts.forEach((contract, address) -> addresses.put(contract,
                    present(address, "contracts." + contract, "an address: 0x and 40 hex digits")));
        }
        return addresses;
    }

    private ChainFamily chainFamily() {
        return switch (present(family, "family", "evm or kaia")) {
            case "evm" -> ChainFamily.EVM;
            case "kaia" -> ChainFamily.KAIA;
            default -> throw refused("family", family, "evm or kaia");
        };
    }

    private static <T> T present(@Nullable T value, String place, String expected) {
        if (value == null) {
            throw refused(place, null, expected);
        }
        return value;
    }

    private static RequestRefusedException refused(String place, @Nullable String found, String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "a chain cannot be registered with this", place, found, expected));
    }
}
