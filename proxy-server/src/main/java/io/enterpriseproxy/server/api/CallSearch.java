package io.enterpriseproxy.server.api;

import io.enterpriseproxy.chain.Address;
import io.enterpriseproxy.connector.Problem;
import io.enterpriseproxy.connector.ProblemCode;
import io.enterpriseproxy.server.catalog.KeyRing;
import io.enterpriseproxy.server.catalog.SigningAccount;
import io.enterpriseproxy.server.ledger.CallQueries.Filter;
import io.enterpriseproxy.server.problem.RequestRefusedException;
import io.enterpriseproxy.server.security.ApiClient;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/**
 * Which calls are asked for; what is absent does not matter.
 *
 * @param key an idempotency key
 * @param sender a key alias or a 0x-address
 * @param nonce of the call's transaction; only together with the sender
 * @param from accepted at or after this time
 * @param to accepted before this time
 * @param cursor the {@code next} of the part before
 * @param limit 50 if absent, at most 500
 */
record CallSearch(
        @Nullable String mapping,
        @Nullable String status,
        @Nullable String key,
        @Nullable String sender,
        @Nullable Long nonce,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String cursor,
        @Nullable Integer limit) {
    private static final Set<String> STATUSES = Set.of("accepted", "awaiting-anchor", "awaiting-approval", "signed",
            "broadcast", "mined",
            "confirmed", "reverted", "rejected", "cancelled");

    int checkedLimit() {
        return Limits.of(limit);
    }

    /** @throws RequestRefusedException if a part is malformed, or asks for what the client may not see */
    Filter filter(ApiClient client, KeyRing keys) {
        if (status != null && !STATUSES.contains(status)) {
            throw refused("status", status, "one of " + String.join(", ", STATUSES.stream().sorted().toList()));
        }
        if (nonce != null && sender == null) {
            throw refused("nonce", nonce.toString(), "the sender too, whose nonce it is");
        }
        return new Filter(visibleMapping(client), status, key, address(keys), nonce, from, to, Cursor.read(cursor));
    }

    private @Nullable String visibleMapping(ApiClient client) {
        if (mapping != null) {
            HttpEvents.allowLook(client, mapping);
            return mapping;
        }
        Set<String> own = client.isAdmin() ? null : client.mappings();
        if (own == null || own.size() == 1) {
            return own == null ? null : own.iterator().next();
        }
        throw refused("mapping", null, "one of " + String.join(", ", own.stream().sorted().toList()));
    }

    private @Nullable String address(KeyRing keys) {
        if (sender == null) {
            return null;
        }
        try {
            return keys.account(sender).map(SigningAccount::address).orElseGet(() -> Address.parse(sender)).lowerCase();
        } catch (IllegalArgumentException e) {
            throw refused("sender", sender, "a key alias or a 0x-address");
        }
    }

    private static RequestRefusedException refused(String parameter, @Nullable String found, String expected) {
        return new RequestRefusedException(new Problem(ProblemCode.INVALID_REQUEST,
                "the parameter " + parameter + " cannot be used", parameter, found, expected));
    }
}
