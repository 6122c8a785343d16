package io.enterpriseproxy.adapter.kaia;

import io.enterpriseproxy.chain.AccountRole;
import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.chain.Hex;
import io.enterpriseproxy.chain.Signatories;
import io.enterpriseproxy.signer.Secp256k1Curve;
import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/** What {@code kaia_getAccountKey} answers: {@code {keyType, key}}, public keys by their coordinates. */
public final class AccountKeyAnswer {
    private static final int COORDINATE_BYTES = 32;

    private AccountKeyAnswer() {}

    /**
     * Whose signatures the account needs.
     *
     * @throws IllegalArgumentException if it is no such answer
     */
    public static Signatories read(JsonNode answer, Address account, AccountRole role) {
        JsonNode key = answer.path("key");
        return switch (answer.path("keyType").asInt(-1)) {
            // A node says 0 of a role that was never set.
            case 0, 1 -> Signatories.of(account);
            case 2 -> Signatories.of(address(key));
            case 3 -> Signatories.nobody();
            case 4 -> several(key);
            case 5 -> read(key.path(role.place() < key.size() ? role.place() : 0), account, role);
            default -> throw new IllegalArgumentException("no account key is of this form: " + answer);
        };
    }

    private static Signatories several(JsonNode key) {
        Map<Address, Long> weights = new HashMap<>();
        key.path("keys").forEach(each -> weights.put(address(each.path("key")), each.path("weight").asLong(0)));
        long threshold = key.path("threshold").asLong(0);
        if (threshold < 1 || weights.isEmpty()) {
            throw new IllegalArgumentException("a key of several has a threshold and keys; found " + key);
        }
        return new Signatories(threshold, weights);
    }

    private static Address address(JsonNode point) {
        byte[] publicKey = new byte[1 + 2 * COORDINATE_BYTES];
        publicKey[0] = 4;
        coordinate(point, "x", publicKey, 1);
        coordinate(point, "y", publicKey, 1 + COORDINATE_BYTES);
        return Secp256k1Curve.address(publicKey);
    }

    /** A quantity: without leading zeros. */
    private static void coordinate(JsonNode point, String name, byte[] into, int at) {
        String text = point.path(name).asString("");
        if (!text.startsWith("0x") || text.length() < 3 || text.length() > 2 + 2 * COORDINATE_BYTES) {
            throw new IllegalArgumentException("a public key has x and y; found " + point);
        }
        byte[] bytes = Hex.decode("0x" + "0".repeat(2 * COORDINATE_BYTES + 2 - text.length()) + text.substring(2));
        System.arraycopy(bytes, 0, into, at, COORDINATE_BYTES);
    }
}
